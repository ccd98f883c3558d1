"""Hôm nay: what the day asks for; every number leads to the dossiers behind it."""
