"""Vectors that fix the bytes of the protocol, and the generator that made them once."""
