"""Hồ sơ: the list of all dossiers, filtered as one types, and the way to each of them."""
