"""Signed time, clock faults.

May import `sync.protocol`.
"""
