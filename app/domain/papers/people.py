"""People as papers name them: organisations, households, foreigners, who cannot sign."""

from app.domain.person import Person, is_foreigner


def named(person: Person) -> str:
    """A person with the organisation or the household that they stand for."""
    if person.organisation:
        number = f"mã số {person.organisation_number}" if person.organisation_number else ""
        parts = (person.position, person.organisation, number)
        return f"{person.name} ({', '.join(part for part in parts if part)})"
    if person.household:
        return f"{person.name} (chủ hộ; thành viên: {person.household})"
    return person.name


def proved(person: Person) -> str:
    """The number that a person is known by; of a foreigner what it is, and the nationality."""
    kind = "hộ chiếu" if person.id_number and person.id_kind == "passport" else ""
    nationality = f"quốc tịch {person.nationality}" if is_foreigner(person) else ""
    more = ", ".join(part for part in (kind, nationality) if part)
    number = person.id_number or ""
    return f"{number} ({more})".strip() if nationality else number


def signer(person: Person) -> str:
    """Who signs: the person alone, by hand or by thumb (điểm chỉ)."""
    return f"{person.name} (điểm chỉ)" if person.thumb_print else person.name


def helped(person: Person) -> str:
    """Who speaks for somebody who does not speak Vietnamese; nothing where nobody has to."""
    return f"Người phiên dịch: {person.interpreter}." if person.interpreter else ""
