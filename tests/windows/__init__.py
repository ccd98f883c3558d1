"""The Windows program, built, tried and installed on Debian under Wine: `make windows`.

Nothing of this is in the normal suite, and no file of it enters what we ship. README.md of this
folder says what it can tell and what only a real Windows can.
"""
