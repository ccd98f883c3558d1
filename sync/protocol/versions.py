"""The versions of the protocol, one dated sentence each.

1 (2026-11-24): the first; envelopes, seals, frames, `Hello`, `Ack` and `Positions` as in the golden
  vectors; spoken by every program from 0.1.0 on.
"""

PROTOCOL = 1
"""What this program speaks first."""

SPOKEN = frozenset({1})
"""What this program still understands; a version leaves this set 12 months after its successor."""
