"""Move bytes between peers and decide nothing.

`http` is the way to the province: one TLS connection a round, plain words for what stood in the
way. `requests` is loaded by `session` alone, at the first round. May import `peer` and below.
"""
