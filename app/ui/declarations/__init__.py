"""Tờ khai: filling a declaration in for the citizen and printing it."""
