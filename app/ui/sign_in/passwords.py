"""What the screens ask of a new password; the store keeps it whatever it is."""

from app.ui.i18n import tr

SHORTEST = 8  # as `administration.check_password` asks; a test holds them together


def fault_in(first: str, second: str) -> str:
    """Answer what is wrong with a new password typed twice, or nothing."""
    if len(first) < SHORTEST:
        return tr("The password needs at least {n} characters.", n=SHORTEST)
    return "" if first == second else tr("The two passwords differ.")
