"""The law and the office as pure functions and records.

No Qt, SQL, files, clock, network or logging; imports only the envelope types of
`sync.protocol`.
"""
