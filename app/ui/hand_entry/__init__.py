"""Nhập lên hệ thống tỉnh: copying waiting dossiers into the province's portal, field by field.

May import use cases and the widgets; no store.
"""
