"""The sans-IO engine of a round: what to send next, and what an answer means.

Bytes and rows in, bytes and lessons out; no socket, no clock, no thread, no randomness of its own.
The carrier moves the bytes, the journal's owner runs each step in a transaction.
May import `sync.journal`, `sync.files`, `sync.clock` and `sync.protocol`.
"""
