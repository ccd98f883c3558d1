"""The encrypted profile: transactions, projections, search, drafts, keys, migrations, backups.

May import `app.system`, `app.domain` and `sync`. Whoever uses it asks `app.store.founding` for a
new office, `app.store.keys` for the key, and `app.store.store.Store` for everything else.
"""
