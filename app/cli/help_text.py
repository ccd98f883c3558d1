"""How `--help` looks: argparse's own layout, its words in Vietnamese."""

import argparse
from collections.abc import Iterable

from app.ui.words.command_help import HEADINGS, HELP


class HelpText(argparse.HelpFormatter):
    """Words every text that has one in `command_help`; others stand as they are."""

    def start_section(self, heading: str | None) -> None:
        """Begin a part under its heading."""
        super().start_section(HEADINGS.get(heading or "", heading))

    def add_text(self, text: str | None) -> None:
        """What a command is for."""
        super().add_text(HELP.get(text or "", text))

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """How it is typed."""
        super().add_usage(usage, actions, groups, HEADINGS["usage"] if prefix is None else prefix)

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return HELP.get(action.help or "", action.help)
