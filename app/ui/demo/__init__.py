"""The demo's window: the real counter and its real pages, driven step by step and photographed.

Imports the screens and the use cases like any other part of `app.ui`; the story itself is told
by `app.cli.demo`.
"""
