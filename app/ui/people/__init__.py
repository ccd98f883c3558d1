"""Người dân: a person, his dossiers, and who may be the same person."""
