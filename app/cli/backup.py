"""`motcua backup`: encrypted copies of the office, and back from one."""

import argparse
from pathlib import Path

from app.cli.answers import FAILED, Subparsers, answer, must_agree, say, say_json
from app.cli.journal import show
from app.cli.unlocking import EITHER, open_desk, password
from app.store.faults import StoreFault
from app.ui.words.command_lines import restore_question, restored_line
from app.usecases import maintenance
from app.usecases.administration import this_pc
from app.usecases.desk import Desk
from app.usecases.maintenance import BackupRow


def add_parser(subparsers: Subparsers) -> None:
    """Describe `backup create|list|verify|restore`."""
    parser = subparsers.add_parser("backup", help="encrypted copies, and back from one")
    actions = parser.add_subparsers(dest="action", required=True)
    create = actions.add_parser("create", help="write a copy and read it back")
    create.add_argument("--to", type=Path, default=None, metavar="DIR")
    listed = actions.add_parser("list", help="the copies at hand")
    listed.add_argument("--to", type=Path, default=None, metavar="DIR")
    verify = actions.add_parser("verify", help="open a copy aside and verify it")
    verify.add_argument("path", type=Path)
    restore = actions.add_parser("restore", help="put a copy in the place of the office")
    restore.add_argument("path", type=Path)
    restore.add_argument("--yes", action="store_true", help="do not ask")
    for action in (create, listed, verify, restore):
        action.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Run the action."""
    return _ACTIONS[args.action](args)


def _create(args: argparse.Namespace) -> int:
    with open_desk(args) as desk:
        made = _created(desk, args.to)
    say_json(_facts(made)) if args.json else say(str(made.path))
    return 0


def _created(desk: Desk, folder: Path | None) -> BackupRow:
    """A folder that was typed must be there: its stick may not be plugged in."""
    if folder is not None and not folder.is_dir():
        raise StoreFault("no_backup_folder")
    try:
        return maintenance.create_backup(desk, folder)
    except StoreFault as why:
        if folder is not None and why.code == "folder_read_only":
            raise StoreFault("backup_disk_closed") from why
        raise


def _must_be_copy(path: Path) -> None:
    if not path.is_dir() or not any(path.iterdir()):
        raise StoreFault("no_backup_here")


def _list(args: argparse.Namespace) -> int:
    with open_desk(args) as desk:
        rows = maintenance.backups(desk, args.to)
    if args.json:
        say_json({"backups": [_facts(row) for row in rows]})
    else:
        say("\n".join(f"{row.made:%Y-%m-%d %H:%M}  {row.bytes:>12}  {row.path}" for row in rows))
    return 0


def _verify(args: argparse.Namespace) -> int:
    _must_be_copy(args.path)
    with open_desk(args) as desk:
        report = maintenance.verify_backup(desk, args.path)
    show(report, as_json=args.json)
    return FAILED if report.faults else 0


def _restore(args: argparse.Namespace) -> int:
    _must_be_copy(args.path)
    pc = this_pc(args.profile)
    secret = password(args.password_file, EITHER)
    folder = pc.profile.path
    if pc.profile.database.exists():
        must_agree(restore_question(args.path, folder), is_answered=args.yes)
    maintenance.restore_backup(pc, args.path, args.officer, secret)
    return answer({"restored": str(folder)}, restored_line(folder), None, as_json=args.json)


def _facts(row: BackupRow) -> dict[str, object]:
    return {"path": str(row.path), "made": row.made.isoformat(), "bytes": row.bytes} | {
        "scans": row.scans,
        "lost": row.lost,
        "verified": row.is_verified,
    }


_ACTIONS = {"create": _create, "list": _list, "verify": _verify, "restore": _restore}
