"""`motcua COMMAND --help` speaks Vietnamese, for each command that a technician types."""

import argparse
from importlib import import_module

import pytest

from app.cli.answers import Parser
from app.cli.main import COMMANDS
from app.ui.words.command_help import HELP

OF_DEVELOPERS = {"bench", "demo"}


def texts(parser):
    """Every text of a parser and of those below it."""
    for action in parser._actions:
        if action.help and action.help != argparse.SUPPRESS:
            yield action.help
        if isinstance(action, argparse._SubParsersAction):
            yield from (one.help for one in action._choices_actions if one.help)
            for below in action.choices.values():
                yield from texts(below)


@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - OF_DEVELOPERS))
def test_every_text_of_a_command_is_in_vietnamese(command):
    parser = Parser(prog="motcua")
    import_module(COMMANDS[command]).add_parser(parser.add_subparsers(dest="command"))
    assert {text for text in texts(parser) if text not in HELP} == set()


def test_the_parser_speaks_vietnamese_too(capsys):
    parser = Parser(prog="motcua")
    import_module(COMMANDS["sync"]).add_parser(parser.add_subparsers(dest="command"))
    with pytest.raises(SystemExit):
        parser.parse_args(["sync", "--help"])
    said = capsys.readouterr().out
    assert said.startswith("Cách dùng: motcua sync")
    assert "gửi, nhận một lần ngay" in said
    assert "show this help" not in said
