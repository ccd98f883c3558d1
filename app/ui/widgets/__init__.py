"""Widgets that every screen is built of: fields, buttons, lists, cards, notice bars.

May import the theme, the icons and the translation; no page, no use case.
"""
