"""What the province holds, as plain data: for tests, and for the page that people look at."""

import json
from typing import Any

from tests.provincial.held import Held, Row
from tests.provincial.states import NAMES


def everything(held: Held) -> dict[str, Any]:
    """Return all that is held and all that happened."""
    progress: dict[str, list[Row]] = {}
    for row in held.rows("SELECT * FROM progress ORDER BY n"):
        progress.setdefault(row["code"], []).append(row)
    moved: dict[str, list[str]] = {}
    for row in held.rows("SELECT code, state FROM moved ORDER BY n"):
        moved.setdefault(row["code"], []).append(row["state"])
    dossiers = [
        _dossier(row, progress.get(row["code"], []), moved.get(row["code"], []))
        for row in held.rows("SELECT * FROM dossier ORDER BY unit, code")
    ]
    return {
        "requests": held.setting("requests") or 0,
        "dossiers": dossiers,
        "refusals": [
            dict(row)
            for row in held.rows(
                "SELECT at, unit, service, code, error_code, message FROM refusal ORDER BY n"
            )
        ],
        "happened": held.happened(),
        "audit": {
            "dossiers": len(dossiers),
            "added": sum(one["adds"] for one in dossiers),
            "updates": sum(one["updates"] for one in dossiers),
            "progress_rows": sum(map(len, progress.values())),
            "rows_twice": sum(row["twice"] for rows in progress.values() for row in rows),
            "rows_out_of_order": sum(row["late"] for rows in progress.values() for row in rows),
        },
        "numbers": _numbers(held),
        "inbound": [
            json.loads(row["item"])
            | {"unit": row["unit"], "told": row["told"], "acknowledged": row["acknowledged"]}
            for row in held.rows("SELECT * FROM inbound ORDER BY rowid")
        ],
    }


def _dossier(row: Row, progress: list[Row], states: list[str]) -> dict[str, Any]:
    return {
        "code": row["code"],
        "unit": row["unit"],
        "state": row["state"],
        "state_name": NAMES[row["state"]],
        "states": states,
        "came": row["came"],
        "adds": row["adds"],
        "updates": row["updates"],
        "added_at": row["added_at"],
        "updated_at": row["updated_at"],
        "fields": json.loads(row["fields"]),
        "rows": [json.loads(one["fields"]) for one in progress],
        "rows_twice": sum(one["twice"] for one in progress),
        "rows_out_of_order": sum(one["late"] for one in progress),
    }


def _numbers(held: Held) -> dict[str, int]:
    given = held.one("SELECT count(*) AS n FROM given")
    used = held.one("SELECT count(*) AS n FROM given JOIN dossier USING (code)")
    assert given is not None
    assert used is not None
    return {"given": given["n"], "used": used["n"]}
