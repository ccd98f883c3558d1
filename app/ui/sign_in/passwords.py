"""What the screens ask of a new password; the store keeps it whatever it is."""

from app.domain.guessing import is_easy
from app.ui.i18n import tr

SHORTEST = 8  # as `administration.check_password` asks; a test holds them together


def faults_in(first: str, second: str) -> tuple[str, str]:
    """Answer what is wrong with each of two typings of a new password; nothing is empty."""
    if len(first) >= SHORTEST and is_easy(first):
        return tr("Too easy to guess: use some words that do not belong together."), ""
    if len(first) < SHORTEST:
        return tr("The password needs at least {n} characters.", n=SHORTEST), ""
    return "", "" if first == second else tr("The two passwords differ.")
