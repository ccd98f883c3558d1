"""Cán bộ và mật khẩu: one's own password, and the officers who may sign in on this PC.

May import widgets, labels and the administration's use cases; no page.
"""
