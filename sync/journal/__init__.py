"""A device's log in SQLite on a connection it is handed; it never opens or commits one.

May import `sync.protocol`.
"""
