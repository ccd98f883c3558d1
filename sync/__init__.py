"""A library that carries signed events and knows no dossier.

Never imports `app`.
"""
