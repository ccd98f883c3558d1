"""Unit tests draw many examples; how long one takes says nothing about the office."""

from hypothesis import settings

settings.register_profile("unit", deadline=None)
settings.load_profile("unit")
