"""The machine: clock, paths, settings, log, locks, durable files, crash points.

May import `app.domain`; `app.store` stands above it.
"""
