"""Tests of the frame: theme, widgets, shell, sign-in, notices, printing, help."""
