"""Parse the command line, hand over to a command or to the window; import nothing heavy."""
