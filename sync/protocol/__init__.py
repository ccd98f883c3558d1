"""PURE: envelope, canonical text, hash chain, seal, frame, messages, errors.

Imports nothing of the project.
"""
