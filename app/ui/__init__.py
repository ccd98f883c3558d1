"""The only Qt: one folder per screen, widgets, printing, labels, notices.

May import use cases and the domain; neither the store nor the inside of `sync`.
"""
