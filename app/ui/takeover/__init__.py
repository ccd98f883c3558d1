"""Nhập hồ sơ đang giải quyết: taking over the province's export on the first day.

May import use cases and the widgets; no store.
"""
