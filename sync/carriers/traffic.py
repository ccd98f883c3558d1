"""What a round has cost: the figures behind every estimate that the screens show."""

import msgspec


class Traffic(msgspec.Struct):
    """Bytes and round trips since a carrier began; TLS and TCP themselves are not in the bytes."""

    bytes_up: int = 0
    bytes_down: int = 0
    round_trips: int = 0
