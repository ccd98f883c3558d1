"""Sans-IO engine: what to send next, what an answer means, when to try again.

May import `journal`, `files`, `clock`, `protocol`.
"""
