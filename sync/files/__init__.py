"""Attachments: content addresses, chunks, resumable upload; arrives with scanned papers.

May import `sync.protocol`.
"""
