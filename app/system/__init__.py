"""The machine: clock, paths, settings, log, locks, durable files.

May import `app.domain`; beside `app.store`.
"""
