"""Shows the demo: makes its folder, tells the story, leaves papers, pictures and a summary."""

import json
import shutil
from pathlib import Path

from app.cli import demo_people as people
from app.cli.answers import WrongUse, say
from app.cli.demo_line import Province
from app.cli.demo_portal import DemoConnector, ProvincialSystem, has_a_provincial_system
from app.cli.demo_story import Story
from app.ui import application
from app.ui.demo.stage import Stage
from app.usecases import lookup, synchronise
from app.usecases.administration import ThisPc, this_pc
from app.usecases.desk import Desk
from app.usecases.lookup import DossierRow

PARTS = (
    "office",
    "gateway",
    "connector",
    "province",
    "province.html",
    "password",
    "summary.json",
    "*.pdf",
    "screen-*.png",
)
_COMMUNE_CODE = "03562"
_PROVINCE = "Lai Châu"
_PAGE = "province.html"


def run(folder: Path, *, stay: bool) -> int:
    """Show everything; with `stay` the window is left open at the end."""
    out = _cleared(folder)
    pc = this_pc(out / "office")
    password = _password(pc, out)
    app = application.build(["motcua"])
    stage = Stage(app, pc, out)
    province = Province(out / "gateway", _PROVINCE, _COMMUNE_CODE, f"Xã {people.COMMUNE}")
    system = _system(out)
    try:
        connector = _connector(pc, out, system) if system else None
        story = Story(stage, province, connector, password)
        story.tell()
        _write_summary(stage, story, system, out)
        if stay:
            _invite_to_look(system)
            app.exec()
    finally:
        stage.close()
        province.close()
        if system:
            system.close()
    say(str(out / "summary.json"))
    return 0


def _system(out: Path) -> ProvincialSystem | None:
    if has_a_provincial_system():
        return ProvincialSystem(out / "province", out / _PAGE)
    say(
        "Bản này không có hệ thống tỉnh thử nghiệm: phần trình diễn dừng ở máy chủ của tỉnh,"
        " mã hồ sơ do người vận hành trả lời."
    )
    return None


def _connector(pc: ThisPc, out: Path, system: ProvincialSystem) -> DemoConnector:
    office = {
        "commune": _COMMUNE_CODE,
        "commune_name": f"Xã {people.COMMUNE}",
        "province": "12",
        "province_name": _PROVINCE,
    }
    word = pc.machine.entropy(16).hex()
    return DemoConnector(out / "connector", office, system.connection, word)


def _invite_to_look(system: ProvincialSystem | None) -> None:
    if system:
        say(f"Hệ thống tỉnh đang ghi nhận gì: {system.url} (mở bằng trình duyệt)")


def _write_summary(stage: Stage, story: Story, system: ProvincialSystem | None, out: Path) -> None:
    summary = stage.do(lambda desk: _summary(desk, story.dossiers))
    summary |= {
        "profile": str(out / "office"),
        "officer": people.OFFICER,
        "password_file": str(out / "password"),
        "steps": [step._asdict() for step in story.steps],
        "province": _province_view(system) if system else None,
    }
    text = json.dumps(summary, ensure_ascii=False, indent=2)
    (out / "summary.json").write_text(text + "\n", "utf-8")


def _province_view(system: ProvincialSystem) -> dict[str, object]:
    """What the province itself shows: its page is left beside the summary."""
    return {"page": _PAGE, **system.shows()}


def _cleared(out: Path) -> Path:
    """Return the folder, emptied of an earlier demo and of nothing else."""
    out = out.absolute()
    if out.exists() and any(not _is_ours(path) for path in out.iterdir()):
        raise WrongUse("--out DIR", "demo_folder_not_empty")
    out.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        for path in out.glob(part):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return out


def _is_ours(path: Path) -> bool:
    """Tell whether a demo may have left this, also one that broke off."""
    return any(path.match(part) for part in PARTS)


def _password(pc: ThisPc, out: Path) -> str:
    """Make a password for the demo's officer and leave it in a file."""
    password = pc.machine.entropy(9).hex()
    (out / "password").write_text(password + "\n", "utf-8")
    return password


def _summary(desk: Desk, dossiers: list[str]) -> dict[str, object]:
    rows = {row.id: row for row in lookup.dossiers(desk, lookup.DossierFilter()).rows}
    links = [row for row in synchronise.link_journal(desk) if row.outcome == "ok"]
    return {
        "dossiers": [_row(rows[one]) for one in dossiers],
        "sync": {
            "bytes_up": sum(row.bytes_up for row in links),
            "bytes_down": sum(row.bytes_down for row in links),
            "round_trips": sum(row.round_trips for row in links),
            "seconds": sum(row.milliseconds for row in links) / 1000,
        },
    }


def _row(row: DossierRow) -> dict[str, object]:
    return {
        "uuid": row.id,
        "procedure": row.procedure_code,
        "code": row.code,
        "provisional_code": row.provisional_code,
        "applicant": row.submitter,
        "owner": row.owner,
        "state": int(row.state),
        "level": int(row.level),
    }
