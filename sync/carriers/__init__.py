"""Move bytes between peers and decide nothing.

May import `peer` and below.
"""
