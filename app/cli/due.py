"""`motcua due`: when a dossier of this procedure, accepted at this moment, must be settled."""

import argparse
from datetime import datetime

from app.cli.answers import say, say_json
from app.domain import deadline
from app.domain.calendar import OFFICE_TIME
from app.domain.deadline import Due
from app.domain.errors import RuleViolation
from app.domain.procedure import Channel, Limit
from app.domain.working_time import WorkingTime, office_minute
from app.usecases import shipped


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser("due", help="due time of a procedure")
    parser.add_argument("--procedure", required=True, metavar="CODE")
    parser.add_argument("--accepted", required=True, metavar="ISO")
    parser.add_argument("--channel", choices=[str(one) for one in Channel], default="direct")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Answer with the due time, the rule behind it and the days off passed over."""
    accepted = _moment(args.accepted)
    catalogue = shipped.catalogue(None, accepted.date())
    limit = catalogue.procedure(args.procedure).limit(Channel(args.channel))
    if limit is None:
        raise RuleViolation("limit_missing", args.procedure)
    calendar = shipped.calendar()
    found = deadline.due(accepted, limit, WorkingTime(calendar))
    if args.json:
        versions = {"catalogue": catalogue.version, "calendar": calendar.version}
        say_json(_answer(found, limit) | versions)
    else:
        say(f"{found.due:%H:%M %d/%m/%Y}")
    return 0


def _moment(text: str) -> datetime:
    """The moment as typed; without an offset it is the office's time."""
    try:
        moment = datetime.fromisoformat(text)
        return office_minute(moment if moment.tzinfo else moment.replace(tzinfo=OFFICE_TIME))
    except (ValueError, OverflowError) as error:
        raise RuleViolation("time_unreadable") from error


def _answer(found: Due, limit: Limit) -> dict[str, object]:
    """The shape that technicians rely on."""
    return {
        "accepted": found.accepted.isoformat(),
        "due": found.due.isoformat(),
        "rule": str(found.rule),
        "skipped": [day.isoformat() for day in found.skipped],
        "starts": found.starts.isoformat(),
        "limit": {"value": limit.value, "unit": str(limit.unit)},
        "certain": found.is_certain,
    }
