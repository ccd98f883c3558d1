"""Who stands on which dossier, and which of these mentions an officer has said to be one person."""

from collections.abc import Iterable, Sequence

import msgspec

from app.domain import text
from app.domain.dossier import Dossier
from app.domain.fold.office import Deed
from app.domain.likeness import Likeness, figures, likeness, name_key, proper_figures
from app.domain.likeness import spelt as spelling
from app.domain.people_links import (
    PERSON_LINK,
    Mention,
    PersonLink,
    Standing,
    identity,
    person_link,
    together,
)
from app.domain.person import Person
from app.store import searching
from app.store.connection import Connection, Row
from app.store.projections import same_person
from app.store.projections.topic import DossierView, OfficeView, Tables, Topic
from app.store.records import KnownPerson, PersonMention
from app.system.clock import instant

_NEWEST = 400  # mentions that are looked through for one question
_LIKE = 200

_PERSON = """
CREATE TABLE view_person (
    mention TEXT PRIMARY KEY,
    key INTEGER NOT NULL,
    part TEXT NOT NULL,
    identity TEXT NOT NULL,
    name TEXT NOT NULL,
    alike TEXT NOT NULL,
    ends TEXT NOT NULL,
    number TEXT NOT NULL,
    phone TEXT NOT NULL,
    person BLOB NOT NULL
) STRICT, WITHOUT ROWID
"""

_LINK = """
CREATE TABLE view_person_link (
    entity TEXT PRIMARY KEY,
    standing TEXT NOT NULL,
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID
"""

_PAIR = """
CREATE TABLE view_person_pair (
    mention TEXT NOT NULL,
    other TEXT NOT NULL,
    entity TEXT NOT NULL,
    PRIMARY KEY (mention, other)
) STRICT, WITHOUT ROWID
"""

_COLUMNS = """
SELECT p.mention, p.identity, p.name, p.person, d.id, d.accepted, p.part, d.code,
    d.procedure_name
FROM view_person AS p JOIN view_dossier AS d ON d.key = p.key
"""

_FOUND = """
WHERE p.key IN (
    SELECT rowid FROM search_folded WHERE search_folded MATCH ? ORDER BY rowid DESC LIMIT ?
)
ORDER BY d.accepted DESC, d.key DESC, p.part
"""

_ALIKE = """
WHERE p.mention IN (
    SELECT mention FROM (
        SELECT mention, key, 0 AS place FROM view_person WHERE number = ? AND number <> ''
        UNION SELECT mention, key, 2 FROM view_person WHERE alike = ?
        UNION SELECT mention, key, 2 FROM view_person WHERE ends = ? AND ends <> ''
        UNION SELECT mention, key, 1 FROM view_person WHERE phone = ? AND phone <> ''
    ) GROUP BY mention ORDER BY min(place), key DESC LIMIT ?
)
ORDER BY d.accepted DESC, d.key DESC, p.part
"""
_COUNT = """
SELECT count(DISTINCT key) FROM view_person WHERE mention IN (SELECT value FROM json_each(?))
"""
_THERE = "WHERE p.mention IN (SELECT value FROM json_each(?))"


class People(Topic):
    """Questions about people: who is found, who is the same, who may be."""

    def known(self, typed: str, limit: int = 8) -> list[KnownPerson]:
        """People by name, number or telephone, the newest first, each once."""
        match = searching.folded_match(typed)
        if not match:
            return []
        rows = self._written(_FOUND, match, _NEWEST)
        return self._once((row for row in rows if _is_meant(typed, row)), limit)

    def those(self, mentions: Iterable[str]) -> list[KnownPerson]:
        """The people of these mentions, each once."""
        rows = [row for one in mentions for row in self._written(_THERE, _list([one]))]
        return self._once(rows, len(rows))

    def mentions(self, mention: str) -> list[PersonMention]:
        """Wherever the person of a mention stands, the newest first."""
        found = self._written(_THERE, _list(self._group(mention)))
        found.sort(key=lambda row: (row[5] or 0, row[7]), reverse=True)
        return [_mention(row) for row in found]

    def likely(self, person: Person, mention: str = "") -> list[tuple[KnownPerson, Likeness]]:
        """Who may be this person and is not counted as one with him, the likeliest first.

        `mention` is where the person stands, if on a dossier: whoever was said to be another is
        left out, and so is he himself.
        """
        itself = self._group(mention) if mention else self._counted_as(person)
        apart = self._groups(other for one in itself for other in self._apart(one))
        rows = [
            row
            for row in self._written(_ALIKE, *_keys(person), _LIKE)
            if row[0] not in itself and row[0] not in apart
        ]
        found = [(row, likeness(person, _person(row))) for row in rows]
        found = [(row, like) for row, like in found if like.is_likely]
        found.sort(key=lambda each: -each[1].score)
        best = {str(row[0]): like for row, like in found}
        return [
            (known, best[known.mention]) for known in self._once([row for row, _ in found], _LIKE)
        ]

    def links(self, mention: str) -> list[PersonLink]:
        """Everything that was said about the person of a mention and others."""
        mentions = self._group(mention)
        sql = "SELECT body FROM view_person_link WHERE one = ? OR other = ?"
        found = {body for one in mentions for (body,) in self.rows(sql, (one, one))}
        seen = [_in_the_whole(_link(body), mentions) for body in found]
        return sorted(seen, key=lambda one: one.sayings[-1].at, reverse=True)

    def link(self, entity: str) -> PersonLink | None:
        """What was said of these two."""
        sql = "SELECT body FROM view_person_link WHERE entity = ?"
        body = self.value(sql, (entity,))
        return _link(body) if isinstance(body, bytes) else None

    def disputed(self) -> list[PersonLink]:
        """Where two officers contradict each other, or one word contradicts the others."""
        sql = "SELECT body FROM view_person_link WHERE standing = ? ORDER BY entity"
        said = [_link(body) for (body,) in self.rows(sql, (Standing.DISPUTED.value,))]
        two = [_link(body) for (body,) in self.rows(same_person.MAY_BE_CROSSED)]
        groups: dict[str, set[str]] = {}  # each is asked for once
        for one in two:
            if one.one not in groups:
                groups |= dict.fromkeys(group := self._group(one.one), group)
        seen = [_in_the_whole(one, groups[one.one]) for one in two]
        return [*said, *(one for one in seen if one.standing is Standing.CROSSED)]

    def joins(self, mention: str) -> list[str]:
        """The mentions that a mention is one with directly, not through others."""
        near = [str(one) for (one,) in self.rows(same_person.ALIKE_ITSELF, (mention,))]
        return sorted(
            ({*near, *self.linked(mention)} & self._group(mention))
            - {mention, *self._apart(mention)}
        )

    def linked(self, mention: str) -> list[str]:
        """The mentions that an officer said to be one with this one."""
        sql = "SELECT other FROM view_person_pair WHERE mention = ? ORDER BY other"
        return [str(one) for (one,) in self.rows(sql, (mention,))]

    def person(self, mention: str) -> Person | None:
        """Who is mentioned there; None when the dossier is not here."""
        body = self.value("SELECT person FROM view_person WHERE mention = ?", (mention,))
        return msgspec.json.decode(body, type=Person) if isinstance(body, bytes) else None

    def _written(self, which: str, *values: object) -> list[Row]:
        return self.rows(_COLUMNS + which, values)

    def _once(self, rows: Iterable[Row], limit: int) -> list[KnownPerson]:
        """Each person once, by the first of his rows."""
        counted: set[str] = set()
        found: list[KnownPerson] = []
        for row in rows:
            if len(found) == limit:
                break
            if row[0] not in counted:
                group = self._group(str(row[0]))
                counted.update(group)
                found.append(self._known(row, group))
        return found

    def _known(self, row: Row, group: Iterable[str]) -> KnownPerson:
        count = self.value(_COUNT, (_list(group),))
        last = None if row[5] is None else instant(row[5])
        return KnownPerson(_person(row), int(str(count)), last, str(row[0]))

    def _group(self, mention: str) -> set[str]:
        """All mentions that are one person with this one."""
        same = [str(one) for (one,) in self.rows(same_person.SAME, (mention,))]
        apart = [
            (str(one), str(other)) for one, other in self.rows(same_person.APART, (_list(same),))
        ]
        if not apart:
            return set(self._mentions_of(same))
        sql = "SELECT mention, identity FROM view_person WHERE identity = ?"
        here = {str(at): own for own in same for at, own in self.rows(sql, (own,))}
        linked = [(one, other) for one in here for other in self.linked(one)]
        return together(mention, here, linked, apart)

    def _counted_as(self, person: Person) -> set[str]:
        """Whoever counts as one with somebody who stands on no dossier yet."""
        return self._groups(self._mentions_of([identity(person, Mention("", ""))]))

    def _groups(self, mentions: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for one in mentions:
            found |= set() if one in found else self._group(one)
        return found

    def _mentions_of(self, group: Iterable[str]) -> list[str]:
        sql = "SELECT mention FROM view_person WHERE identity = ?"
        return [str(one) for own in group for (one,) in self.rows(sql, (own,))]

    def _apart(self, mention: str) -> list[str]:
        """Mentions that were said to be somebody else than this one."""
        sql = (
            "SELECT other FROM view_person_link WHERE one = ? AND standing = 'two'"
            " UNION SELECT one FROM view_person_link WHERE other = ? AND standing = 'two'"
        )
        return [str(one) for (one,) in self.rows(sql, (mention, mention))]


def people_of(dossier: Dossier) -> list[tuple[str, Person]]:
    """Who stands on the dossier; an owner who is the submitter stands once."""
    both = (("submitter", dossier.submitter), ("owner", dossier.owner))
    return [(part, person) for part, person in both if person is not None]


def birth_words(person: Person) -> list[str]:
    """By what a birth is looked for: the year, and the whole date as it is written here."""
    year, _, rest = (person.birth_date or "").partition("-")
    month, _, day = rest.partition("-")
    return [word for word in (year, f"{day}{month}{year}" if day else "") if word]


def _show(connection: Connection, key: int, dossier: Dossier) -> None:
    connection.run("DELETE FROM view_person WHERE key = ?", (key,))
    rows = [_row(key, Mention(dossier.id, part), one) for part, one in people_of(dossier)]
    connection.run_many("INSERT INTO view_person VALUES (?,?,?,?,?,?,?,?,?,?)", rows)


def _row(key: int, mention: Mention, person: Person) -> tuple[object, ...]:
    own, name, body = identity(person, mention), text.fold(person.name), msgspec.json.encode(person)
    number, alike, ends, phone = _keys(person)
    return (str(mention), key, mention.part, own, name, alike, ends, number, phone, body)


def _show_link(connection: Connection, _key: int, entity: str, deeds: Sequence[Deed]) -> None:
    connection.run("DELETE FROM view_person_link WHERE entity = ?", (entity,))
    connection.run("DELETE FROM view_person_pair WHERE entity = ?", (entity,))
    if (now := person_link(deeds)) is None:
        return
    row = (entity, now.standing.value, now.one, now.other, msgspec.json.encode(now))
    connection.run("INSERT INTO view_person_link VALUES (?,?,?,?,?)", row)
    if now.standing is Standing.ONE:
        pairs = [(now.one, now.other, entity), (now.other, now.one, entity)]
        connection.run_many("INSERT INTO view_person_pair VALUES (?,?,?)", pairs)


def _keys(person: Person) -> tuple[str, str, str, str]:
    """By what somebody like this person is looked for: number, name, its two ends, telephone."""
    spelt = [spelling(word) for word in text.words(person.name)]
    ends = " ".join((spelt[0], spelt[-1])) if len(spelt) > 1 else ""
    number = proper_figures(person.id_number)
    return number, name_key(person.name), ends, figures(person.phone)


def _is_meant(typed: str, row: Row) -> bool:
    """Whether this very person matches, and not only somebody else of the same dossier."""
    told = _person(row)
    names = f"{row[2]} {text.fold(told.organisation or '')}"
    numbers = (text.fold(told.id_number or ""), told.phone or "")
    words = [*_parts(searching.spellings(names)), *birth_words(told), *map(_squeezed, numbers)]
    return all(
        any(word.startswith(part) or word == spelling(part) for word in words)
        for part in _parts(typed)
    )


def _parts(typed: str) -> list[str]:
    """The words that were typed; a number or a date is one, whatever stands between its figures."""
    parts = [_squeezed(word) for word in text.fold(typed).split()]
    joined = "".join(parts)
    return [joined] if joined.isdigit() else [part for part in parts if part]


def _squeezed(word: str) -> str:
    return "".join(filter(str.isalnum, word))


def _list(values: Iterable[str]) -> str:
    return msgspec.json.encode(list(values)).decode()


def _in_the_whole(link: PersonLink, group: set[str]) -> PersonLink:
    """A word that two are not one, seen with all others that join them nevertheless."""
    is_crossed = link.standing is Standing.TWO and {link.one, link.other} <= group
    return msgspec.structs.replace(link, standing=Standing.CROSSED) if is_crossed else link


def _mention(row: Row) -> PersonMention:
    accepted = None if row[5] is None else instant(row[5])
    return PersonMention(
        mention=str(row[0]),
        person=_person(row),
        dossier_id=str(row[4]),
        part=str(row[6]),
        code=str(row[7]),
        procedure_name=str(row[8]),
        accepted=accepted,
    )


def _person(row: Row) -> Person:
    return msgspec.json.decode(row[3], type=Person)


def _link(body: bytes) -> PersonLink:
    return msgspec.json.decode(body, type=PersonLink)


VIEW = DossierView(
    Tables(
        "people",
        2,
        ("view_person",),
        (
            _PERSON,
            *(
                f"CREATE INDEX view_person_{column} ON view_person ({column})"
                for column in ("key", "identity", "alike", "ends", "number", "phone")
            ),
        ),
    ),
    _show,
)
LINKS = OfficeView(
    Tables(
        "person_links",
        1,
        ("view_person_link", "view_person_pair"),
        (
            _LINK,
            "CREATE INDEX view_person_link_one ON view_person_link (one)",
            "CREATE INDEX view_person_link_other ON view_person_link (other)",
            "CREATE INDEX view_person_link_standing ON view_person_link (standing)",
            _PAIR,
            "CREATE INDEX view_person_pair_entity ON view_person_pair (entity)",
        ),
    ),
    PERSON_LINK,
    _show_link,
)
