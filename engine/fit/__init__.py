"""The masked fit: a SIREN is trained on a medium while some of its weights stay frozen (paper 3.2, 3.3)."""
