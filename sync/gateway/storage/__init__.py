"""All SQL of the gateway: the registry of who may speak, and one ordered log per commune.

`log` and `registry` hold the rules, `schema` every table, both said once for all databases; what a
kind of database does in its own way is in `sqlite` and in `postgres`. May import `sync.protocol`.
"""
