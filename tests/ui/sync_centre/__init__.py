"""The sync centre: the line in calm words, what waits, and how a PC becomes known."""
