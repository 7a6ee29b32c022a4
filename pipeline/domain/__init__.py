"""Frozen models of what gitvitae speaks about: no I/O, no clock, no randomness."""
