"""The commune's server: a signed-in PC that listens, and serves its own journal to its neighbours.

It gives no order and signs only for what it holds itself; what the gateway has signed it passes on.
Knows nothing of a store: whoever runs it hands in a session that works on the journal.
May import `sync.peer`, `sync.journal` and `sync.protocol`; HTTP is the standard library's.
"""
