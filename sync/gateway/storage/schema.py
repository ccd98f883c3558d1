"""Every table of the gateway, step by step; a new table is a line here and nothing elsewhere."""

from sync.gateway.storage.tables import Step, Table

REGISTRY: tuple[Step, ...] = (
    (
        Table("communes", "code TEXT NOT NULL, name TEXT NOT NULL, province_device TEXT NOT NULL",
              key="code"),
        Table("devices", """
            device TEXT NOT NULL, commune TEXT NOT NULL REFERENCES communes,
            public_key BLOB NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,
            prefixes TEXT NOT NULL,
            enrolled_at INTEGER NOT NULL, last_contact INTEGER NOT NULL DEFAULT 0,
            revoked INTEGER NOT NULL DEFAULT 0, program TEXT NOT NULL DEFAULT ''
        """, key="device"),
        Table("counters", """
            device TEXT NOT NULL REFERENCES devices, epoch TEXT NOT NULL,
            counter INTEGER NOT NULL
        """, key="device, epoch"),
        Table("revoked_heads", """
            device TEXT NOT NULL REFERENCES devices, epoch TEXT NOT NULL, n INTEGER NOT NULL,
            chain BLOB NOT NULL
        """, key="device, epoch"),
        Table("invites", """
            selector TEXT NOT NULL, key BLOB NOT NULL, commune TEXT NOT NULL REFERENCES communes,
            role TEXT NOT NULL, ends_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
            used_by TEXT NOT NULL DEFAULT ''
        """, key="selector"),
        Table("operators", """
            name TEXT NOT NULL, may_act INTEGER NOT NULL, password TEXT NOT NULL,
            valid_from INTEGER NOT NULL
        """, key="name"),
        Table("audit", """
            id INTEGER NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL,
            about TEXT NOT NULL, detail TEXT NOT NULL
        """, key="id", append_only=True),
        Table("policies", """
            commune TEXT NOT NULL REFERENCES communes, source TEXT NOT NULL, unit TEXT NOT NULL
        """, key="commune"),
        Table("lanes", """
            unit TEXT NOT NULL, slot INTEGER NOT NULL CHECK (slot BETWEEN 0 AND 17),
            device TEXT NOT NULL, epoch TEXT NOT NULL, granted_at INTEGER NOT NULL
        """, key="unit, slot", also_unique=("unit, device, epoch",)),
    ),
)  # fmt: skip
"""Tables of the whole province; only the gateway's own registry sees their rows."""

COMMUNE: tuple[Step, ...] = (
    (
        Table("log", """
            id INTEGER NOT NULL CHECK (id = 1), commune_code TEXT NOT NULL,
            log_epoch TEXT NOT NULL, position INTEGER NOT NULL, chain BLOB NOT NULL,
            covered INTEGER NOT NULL DEFAULT 0
        """, key="id"),
        Table("log_epochs", """
            log_epoch TEXT NOT NULL, after_position INTEGER NOT NULL, begun_at INTEGER NOT NULL,
            reason TEXT NOT NULL
        """, key="log_epoch"),
        Table("stretches", """
            device TEXT NOT NULL, epoch TEXT NOT NULL, first INTEGER NOT NULL,
            last INTEGER NOT NULL, before BLOB NOT NULL, chain BLOB NOT NULL
        """, key="device, epoch, first"),
        Table("events", """
            device TEXT NOT NULL, epoch TEXT NOT NULL, n INTEGER NOT NULL, h BLOB NOT NULL,
            envelope BLOB NOT NULL, dh BLOB NOT NULL, payload BLOB, salt BLOB,
            entity TEXT NOT NULL, kind TEXT NOT NULL, chain BLOB NOT NULL
        """, key="device, epoch, n", indexes=("entity",)),
        Table("positions", """
            position INTEGER NOT NULL, device TEXT NOT NULL, epoch TEXT NOT NULL,
            n INTEGER NOT NULL, chain BLOB NOT NULL
        """, key="position", also_unique=("device, epoch, n",)),
        Table("seals", """
            device TEXT NOT NULL, epoch TEXT NOT NULL, n INTEGER NOT NULL,
            signature BLOB NOT NULL
        """, key="device, epoch, n"),
        Table("named_files", "file TEXT NOT NULL", key="file"),
        Table("set_aside", """
            device TEXT NOT NULL, epoch TEXT NOT NULL, n INTEGER NOT NULL, h BLOB NOT NULL,
            reason TEXT NOT NULL, envelope BLOB NOT NULL, dh BLOB NOT NULL, payload BLOB,
            salt BLOB, arrived_at INTEGER NOT NULL
        """, key="device, epoch, n, h"),
        Table("digested", """
            id INTEGER NOT NULL CHECK (id = 1), version TEXT NOT NULL, position INTEGER NOT NULL
        """, key="id"),
        Table("digests", """
            entity TEXT NOT NULL, text TEXT NOT NULL, due INTEGER, waits_since INTEGER,
            refused_at INTEGER, refused TEXT NOT NULL
        """, key="entity"),
        Table("connections", """
            entity TEXT NOT NULL, system TEXT NOT NULL, line TEXT NOT NULL,
            since INTEGER NOT NULL, waiting INTEGER NOT NULL
        """, key="entity"),
        Table("clocks", """
            device TEXT NOT NULL, quality TEXT NOT NULL, since INTEGER NOT NULL,
            faults INTEGER NOT NULL
        """, key="device"),
    ),
    (
        Table("machines", """
            entity TEXT NOT NULL, device TEXT NOT NULL, told_at INTEGER NOT NULL,
            system TEXT NOT NULL, release TEXT NOT NULL, build INTEGER NOT NULL,
            bits INTEGER NOT NULL, cores INTEGER NOT NULL, ram INTEGER NOT NULL,
            disk TEXT NOT NULL, health TEXT NOT NULL, free INTEGER NOT NULL,
            printer TEXT NOT NULL, frozen_by TEXT NOT NULL, program TEXT NOT NULL,
            spares_memory INTEGER NOT NULL, doubts_us INTEGER NOT NULL, copied TEXT NOT NULL
        """, key="entity"),
    ),
    (
        Table("branches", """
            device TEXT NOT NULL, epoch TEXT NOT NULL, n INTEGER NOT NULL, chain BLOB NOT NULL,
            before BLOB NOT NULL
        """, key="device, epoch, n, chain"),
    ),
)  # fmt: skip
"""Tables of one commune, which no other commune sees a row of."""
