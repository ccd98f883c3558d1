"""PURE: envelope, canonical text, hash chain, seal, frame, messages, errors.

What fixes bytes on the wire and on disk, and nothing else: no clock, no disk, no network, no
randomness. Everything that changes a byte is frozen by the golden vectors in `tests/sync/golden`.
The protocol's versions are told in `versions.py`. Imports nothing of the project.
"""
