"""An old PC made of this machine, and the desk's figures on it: see `__main__`."""
