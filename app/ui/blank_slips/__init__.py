"""In sẵn giấy tiếp nhận trống: slips with burned numbers for an outage or for the village.

May import use cases and the widgets; no store.
"""
