"""The judgement of what comes back: one scale of six, for all that can be hidden."""
