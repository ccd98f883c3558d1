"""One module per officer's intention.

Holds no rule, no SQL and no Vietnamese sentence; may import `app.store`, `app.system`,
`app.domain` and `sync`.
"""
