"""The encrypted profile: transactions, projections, search, drafts, keys, migrations, backups.

May import `app.domain` and `sync`; beside `app.system`.
"""
