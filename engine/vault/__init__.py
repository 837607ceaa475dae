"""The vault: where secrets lie in the stego network, sealed by a keyed one-time pad."""
