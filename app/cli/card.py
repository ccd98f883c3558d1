"""`motcua card`: the text of an ID card's code, read and checked."""

import argparse
import sys

import msgspec

from app.cli.answers import say, say_json
from app.domain import citizen_card


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser("card", help="read the text of an ID card's QR code")
    parser.add_argument("text", metavar="QR", help="the text; - reads it from standard input")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Answer with what the card says; what it does not say is null."""
    text = sys.stdin.buffer.read().decode("utf-8", "replace") if args.text == "-" else args.text
    card = citizen_card.read(text)
    if args.json:
        say_json(msgspec.to_builtins(card))
    else:
        said = (card.id, card.name, card.birth_date, card.sex, card.address, *card.warnings)
        say(" | ".join(part for part in said if part))
    return 0
