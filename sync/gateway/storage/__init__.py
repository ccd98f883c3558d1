"""All SQL of the gateway: the registry of who may speak, and one ordered log per commune.

SQLite now; another database takes this folder's place and no other. May import `sync.protocol`.
"""
