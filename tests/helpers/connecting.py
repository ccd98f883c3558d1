"""A connector between a real gateway and the stand-in for the provincial system."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from app.portal.config import (
    Config,
    InboundPart,
    NumberPart,
    OfficePart,
    PacePart,
    ProgressPart,
    SystemPart,
)
from app.portal.connector import Connector, Pass
from app.store import keys
from app.store.founding import found
from app.store.profile import Profile
from app.store.records import Officer
from app.usecases.desk import Desk
from app.usecases.synchronise import enrol, one_round
from sync.gateway.enrolment import invite
from tests.helpers.clock import FrozenClock
from tests.helpers.desk import a_desk
from tests.helpers.office import QUICK, THE_OFFICE, AnOffice, a_machine
from tests.helpers.province import Province
from tests.helpers.provincial import StandIn

ROBOT = Officer("connector", "Kết nối hệ thống tỉnh", "province")
SECRET = "mat khau cua ket noi"  # noqa: S105 - opens a test's folder


def a_config(folder: Path, told: dict[str, str], **changes: Any) -> Config:
    """The configuration that speaks to this stand-in."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "password").write_text(SECRET, "utf-8")
    (folder / "system-password").write_text(told["password"], "utf-8")
    system = SystemPart(
        base=told["adapter_url"],
        plain_http=True,
        auth_endpoint=told["auth_endpoint"],
        integration_endpoint=told["integration_endpoint"],
        share_endpoint=told["share_endpoint"],
        username=told["username"],
        password_file=folder / "system-password",
        madonvi=told["madonvi"],
        dstcode=told["dstcode"],
        agency="Ủy ban nhân dân xã Sì Lở Lầu",
        read_seconds=changes.pop("read_seconds", 5.0),
        connect_seconds=2.0,
    )
    parts: dict[str, Any] = {
        "number": NumberPart(source="province", service="GetNextValue", unit=told["madonvi"]),
        "inbound": InboundPart(
            list_service="LayHoSoTrucTuyen", acknowledge_service="XacNhanDaNhan"
        ),
        "progress": ProgressPart(look_up_tells_rows=True),
        "pace": PacePart(between=0.05, longest=1.0, report_after=0.0),
    }
    return Config(
        profile=folder / "office",
        password_file=folder / "password",
        office=OfficePart(
            commune=THE_OFFICE.commune,
            commune_name=THE_OFFICE.commune_name,
            province=THE_OFFICE.province,
            province_name=THE_OFFICE.province_name,
        ),
        system=system,
        **(parts | changes),
    )


def written_config(folder: Path, config: Config) -> Path:
    """The same as a technician would write it, for a process of its own."""
    file = folder / "connector.toml"
    lines: list[str] = []
    tables = dict[str, dict[str, object]]()
    for name, value in msgspec.to_builtins(config, enc_hook=str).items():
        if isinstance(value, dict):
            tables[name] = value
        else:
            lines.append(f"{name} = {_toml(value)}")
    for name, table in tables.items():
        lines += ["", f"[{name}]"]
        lines += [f"{key} = {_toml(value)}" for key, value in table.items() if value is not None]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def _toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else json.dumps(value, ensure_ascii=False)


class Connected:
    """A PC's desk, the gateway, the connector and the stand-in, with one clock."""

    def __init__(self, pc: Desk, desk: Desk, config: Config, held: StandIn) -> None:
        self.pc = pc
        self.desk = desk
        self.config = config
        self.held = held
        self.connector = Connector(desk, config)

    def restarts(self) -> None:
        """The connector's process begins anew; what it kept on its disk is there."""
        self.connector = Connector(self.desk, self.config)

    def passes(self, times: int = 1) -> Pass:
        """The PC sends, the connector works, the PC hears."""
        one_round(self.pc)
        done = [self.connector.once() for _ in range(times)][-1]
        one_round(self.pc)
        return done


@contextmanager
def connected(
    folder: Path,
    pc: Desk,
    province: Province,
    held: StandIn,
    seed: int = 9,
    **changes: Any,
) -> Iterator[Connected]:
    """Let a connector in beside an enrolled PC."""
    clock = pc.machine.clock
    assert isinstance(clock, FrozenClock)
    config = a_config(folder, held.connection(), **changes)
    machine = a_machine(seed, clock)
    store, _code = found(Profile(config.profile), THE_OFFICE, ROBOT, SECRET, machine, QUICK)
    try:
        desk = a_desk(AnOffice(store, _key(config), ""), ROBOT)
        enrol(
            desk,
            province.url,
            invite(province.running.gateway, THE_OFFICE.commune, "connector").code,
        )
        yield Connected(pc, desk, config, held)
    finally:
        store.close()


def _key(config: Config) -> Any:
    return keys.unlock(Profile(config.profile), ROBOT.id, SECRET)
