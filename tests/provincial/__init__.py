"""A provincial system to test against: it speaks generation A, keeps state and misbehaves by seed.

Its reading of the field tables is its own; it shares nothing with the program's connector.
"""
