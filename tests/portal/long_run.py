"""The whole way under fire: PC -> gateway -> connector -> the province, with every fault and kills.

    python -m tests.portal.long_run --dossiers 2000 --kills 40 [--postgres] [--off]

Everything but the PC runs in processes of its own and is killed without warning. With `--off` the
connector stays switched off until all acts are done, as on a day without it; then the order in
which dossiers reach the province must be that of their legal deadlines. Prints what it counted.
"""

import argparse
import json
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from app.domain.dossier import Dossier
from app.domain.events import ContactChanged, Forwarded, Payload, SupplementReceived
from app.domain.provincial import PROGRESS, act_of_entry, owed
from app.domain.states import State
from app.store import keys
from app.store.founding import found
from app.store.profile import Profile
from app.store.projections.provincial import OwedToProvince
from app.system.clock import milliseconds
from app.system.machine import Machine
from app.usecases.desk import Desk
from app.usecases.synchronise import enrol, one_round
from sync.protocol.errors import SyncError
from tests.helpers.connecting import ROBOT, SECRET
from tests.helpers.desk import a_desk
from tests.helpers.dossiers import (
    HOUR,
    a_procedure,
    a_promise,
    a_received,
    a_recipient,
    a_result,
    a_return,
    path_to,
    role_for,
)
from tests.helpers.office import MAI, PASSWORD, QUICK, THE_OFFICE, AnOffice
from tests.helpers.postgres import Cluster
from tests.portal.fire import Fire
from tests.provincial.faults import PLANS, Plan

_FORWARD = Forwarded(to=a_recipient())
_ASKED = path_to(State.SUPPLEMENT)[1]
_DUTY = path_to(State.FINANCIAL_DUTY)[2]
_PAUSED = path_to(State.STOPPED)[2]
_GONE = path_to(State.WITHDRAWN)[1]
_PHONE = ContactChanged(phone="0345000777")
WAYS: tuple[tuple[Payload, ...], ...] = (
    (_FORWARD, _PHONE, a_result(), a_return()),
    (_ASKED, SupplementReceived(brought=("Tờ khai",)), _FORWARD, a_result()),
    (_FORWARD, _DUTY, _PHONE, ContactChanged(phone="0345000778")),
    (_FORWARD, _PAUSED, a_result(), a_return()),
    (_PHONE, _FORWARD, ContactChanged(email="a@vi.du"), _GONE),
)
_OUTSIDE = a_procedure(code="NGOAI-DM", name="Xác nhận việc khác")
_REFUSED_EVERY = 100
_PAUSE = threading.Event()


class Counter:
    """The desk: takes dossiers in and works on them, whatever happens to the line."""

    def __init__(self, desk: Desk, dice: random.Random) -> None:
        self.desk = desk
        self._dice = dice
        self.acts = 0
        self._open: list[tuple[str, list[Payload]]] = []
        self.ids: list[str] = []

    def takes_in(self, number: int) -> None:
        """One more citizen; each hundredth brings what no catalogue knows."""
        now = milliseconds(self.desk.now())
        due = now + self._dice.randrange(1, 30 * 24) * HOUR
        told: dict[str, Any] = {"accepted_at": now, "promise": a_promise(start=now, due=due)}
        if number % _REFUSED_EVERY == _REFUSED_EVERY - 1:
            told["procedure"] = _OUTSIDE
        with self.desk.store.act(by=self.desk.officer) as act:
            received = a_received(number=act.next_number().code, **told)
            dossier = act.record(act.new_id(), received)
        self.acts += 1
        self.ids.append(dossier.id)
        self._open.append((dossier.id, list(WAYS[number % len(WAYS)])))

    def works(self, times: int) -> bool:
        """Some further acts; false when nothing is left to do."""
        for _ in range(times):
            if not self._open:
                return False
            place = self._dice.randrange(len(self._open))
            dossier_id, way = self._open[place]
            self._acts(dossier_id, way.pop(0))
            if not way:
                self._open.pop(place)
        return True

    def _acts(self, dossier_id: str, said: Payload) -> None:
        by = msgspec.structs.replace(self.desk.officer, role=role_for(said))
        with self.desk.store.act(by=by) as act:
            seen = act.dossier(dossier_id).version
            act.record(dossier_id, said, seen=seen)
        self.acts += 1

    def sends(self) -> bool:
        """One round, if the gateway lives."""
        try:
            one_round(self.desk)
        except SyncError:
            return False
        return True

    def left(self) -> tuple[int, int]:
        """How many dossiers are still owed, and how many were refused."""
        return self.desk.store.reader().topic(OwedToProvince).counts()

    def dossiers(self) -> Iterator[Dossier]:
        """Each of them as it stands now."""
        reader = self.desk.store.reader()
        return (reader.dossier(one) for one in self.ids)


def run(
    folder: Path,
    *,
    dossiers: int,
    kills: int,
    seed: int = 7,
    cluster: Cluster | None = None,
    off: bool = False,
    faults: str = "heavy",
    limit: float = 3600.0,
) -> dict[str, Any]:
    """Everything from the first citizen to the last row; answers what was counted."""
    began = time.monotonic()
    with ExitStack() as stack:
        fire = Fire(folder, seed, cluster)
        stack.callback(fire.ends)
        fire.held.misbehave(_plan("none" if off else faults))
        desk = stack.enter_context(_a_pc(folder, fire))
        counter = Counter(desk, fire.dice)
        _admit_connector(fire)
        if not off:
            fire.connector.start()
        _day(counter, fire, dossiers, kills)
        if off:
            fire.connector.start()
        _until_quiet(counter, fire, began + limit)
        return _counted(counter, fire) | {
            "kills": fire.kills,
            "seconds": round(time.monotonic() - began),
            "in_order_of_deadlines": _in_order(counter, fire) if off else None,
        }


def _plan(name: str) -> Plan:
    """The faults of that name; a closed door opens after three knocks."""
    return msgspec.structs.replace(PLANS[name], maintenance_requests=3)


def _day(counter: Counter, fire: Fire, dossiers: int, kills: int) -> None:
    """The desk works while everything around it dies and comes back."""
    batch = max(5, dossiers // 40)
    every = max(1, (dossiers * 5 // batch) // max(kills, 1))
    taken = rounds = 0
    is_busy = True
    while taken < dossiers or is_busy:
        for _ in range(min(batch // 4 + 1, dossiers - taken)):
            counter.takes_in(taken)
            taken += 1
        is_busy = counter.works(batch)
        counter.sends()
        rounds += 1
        if sum(fire.kills.values()) < kills and rounds % every == 0:
            fire.strikes()


def _until_quiet(counter: Counter, fire: Fire, end: float) -> None:
    """Everything that is not refused must arrive without anybody's help; the faults end last."""
    begun = counter.left()[0]
    while time.monotonic() < end:
        left = counter.left()[0] if counter.sends() else begun
        if left < begun / 20:
            fire.held.misbehave(PLANS["none"])
        if left == 0:
            return
        _PAUSE.wait(1.0)
    raise TimeoutError(f"still owed: {counter.left()}")


def _counted(counter: Counter, fire: Fire) -> dict[str, Any]:
    held = {one["code"]: one for one in fire.held.held()["dossiers"]}
    wrong_state = wrong_rows = missing = twice = 0
    known = list(counter.dossiers())
    recorded = [one for one in known if not owed(one).refused]
    for one in recorded:
        told = held.get(one.official_code or "")
        if told is None:
            missing += 1
            continue
        wrong_state += told["state"] != str(int(one.state))
        wrong_rows += [row["TrangThai"] for row in told["rows"]] != _ways_of(one)
        twice += told["adds"] != 1
    return {
        "dossiers": len(known),
        "acts": counter.acts,
        "at_the_province": len(held),
        "missing": missing,
        "added_not_once": twice,
        "wrong_state": wrong_state,
        "wrong_rows": wrong_rows,
        "numbers_twice": len(recorded) - len({one.official_code for one in recorded}),
        "refused_made": sum(
            1 for one in known if one.procedure and one.procedure.code == "NGOAI-DM"
        ),
        "refused_seen_at_the_desk": counter.left()[1],
        "audit": fire.held.audit(),
        "faults": fire.held.happened(),
    }


def _ways_of(dossier: Dossier) -> list[str]:
    """The states of every progress row that the province must have."""
    return [str(int(entry.state)) for entry in dossier.timeline if act_of_entry(entry) in PROGRESS]


def _in_order(counter: Counter, fire: Fire) -> bool:
    """Numbers are given one after another: their order is the order of arrival."""
    recorded = [one for one in counter.dossiers() if one.official_code]
    arrived = sorted(recorded, key=lambda one: one.official_code or "")
    dues = [one.due or 0 for one in arrived]
    return dues == sorted(dues) and len(fire.held.held()["dossiers"]) > 1


@contextmanager
def _a_pc(folder: Path, fire: Fire) -> Iterator[Desk]:
    store, _code = found(Profile(folder / "pc"), THE_OFFICE, MAI, PASSWORD, Machine.here(), QUICK)
    try:
        desk = a_desk(AnOffice(store, keys.unlock(store.profile, MAI.id, PASSWORD), ""))
        _patiently(lambda: enrol(desk, fire.url, fire.code("office")))
        yield desk
    finally:
        store.close()


def _admit_connector(fire: Fire) -> None:
    machine = Machine.here()
    store, _code = found(Profile(fire.config.profile), THE_OFFICE, ROBOT, SECRET, machine, QUICK)
    try:
        desk = a_desk(AnOffice(store, keys.unlock(store.profile, ROBOT.id, SECRET), ""), ROBOT)
        _patiently(lambda: enrol(desk, fire.url, fire.code("connector")))
    finally:
        store.close()


def _patiently(do: Callable[[], object]) -> None:
    for _ in range(40):
        try:
            do()
        except SyncError:
            _PAUSE.wait(0.25)
        else:
            return
    raise TimeoutError("the gateway does not listen")


def main() -> None:
    """Run it as the command line says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--dossiers", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--faults", choices=sorted(PLANS), default="light")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--off", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        cluster = Cluster() if args.postgres else None
        if cluster is not None:
            stack.callback(cluster.ends)
        told = run(
            Path(folder),
            dossiers=args.dossiers,
            kills=args.kills,
            seed=args.seed,
            cluster=cluster,
            off=args.off,
            faults=args.faults,
        )
    sys.stdout.write(json.dumps(told, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
