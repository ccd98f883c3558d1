"""Tiếp nhận: one page in three parts, its side panel, and what comes after.

May import use cases, the domain, and the widgets; no store. `page` builds and wires, `presenter`
asks and decides what is shown (no widgets), each part is one file.

How to get here: `Goto("reception", extra=...)` with one of `Way`, `id` as said there.
"""
