"""Which version of the program this is; `pyproject.toml` says the same, and a test holds both."""

VERSION = "0.1.0"
