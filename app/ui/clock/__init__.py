"""The clock of this PC: what is wrong with it, and asking for the time."""
