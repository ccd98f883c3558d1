"""What this start brought back from outside a database that had lost it."""

from app.usecases.desk import Desk


def came_back(desk: Desk) -> int:
    """How many acts the start of today found missing and took in again; 0 on every good day."""
    return desk.store.healed
