"""The desk program: screens, use cases, the store and the domain.

May import `sync`; never the other way round.
"""
