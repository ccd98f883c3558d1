"""The catalogue: signed, several versions side by side, what ships and what is installed."""

import hashlib
import json
import shutil
from datetime import date

import pytest
import zstandard

from app.domain.errors import RuleViolation
from app.domain.procedure import Channel, Limit, Override, Unit
from app.system.paths import resources
from app.usecases import catalogue_making, catalogue_source, shipped
from app.usecases.catalogue import Catalogue, trusted_keys
from app.usecases.catalogue_package import Issue, Package, build
from sync.protocol import canonical
from sync.protocol.signing import Signer

TODAY = date(2026, 11, 24)
SHIPPED = resources() / "catalogue"
HERE = "Tỉnh Lai Châu"
SIGNER = Signer(b"k" * 32)
STRANGER = Signer(b"x" * 32)


def line(code="1.000001", **values):
    return {
        "code": code, "name": "Thủ tục A", "short_name": "A", "field": "Hộ tịch",
        "agency": "Ủy ban nhân dân cấp xã", "scope": "national", "channels": {},
        "same_day": False, "fee_vnd": None, "fee_note": "", "results": [], "papers": [],
        "legal_basis": "", "limit_source": "", "notes": "",
    } | values  # fmt: skip


def source(folder, *lines):
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join(json.dumps(one, ensure_ascii=False) for one in lines)
    (folder / "procedures.jsonl").write_text(text, "utf-8")
    return folder


def package(folder, version, valid_from, *lines, signer=SIGNER, valid_to=None):
    issue = Issue(version=version, valid_from=valid_from, valid_to=valid_to)
    from_lines = source(folder / f"source-{version}", *(lines or (line(),)))
    return catalogue_making.make(from_lines, folder, issue, signer)


def days(value):
    return {"direct": {"value": value, "unit": "working_day"}}


@pytest.fixture
def made(tmp_path):
    """A catalogue with a version for each of two years."""
    package(tmp_path, "2025.1.1", date(2025, 1, 1), line(channels=days(5)), line("1.000002"))
    package(tmp_path, "2026.1.1", date(2026, 1, 1), line(channels=days(3)))
    return Catalogue([tmp_path], trusted_keys(tmp_path), TODAY)


def refused(code):
    return pytest.raises(RuleViolation, match=code)


def test_what_ships_is_whole_and_holds_the_source():
    path = SHIPPED / f"catalogue-{shipped.catalogue(None, TODAY).version}.mcp"
    checked = catalogue_making.check(path, trusted_keys(SHIPPED))
    assert checked.head.counts == {
        "procedures": 572,
        "with_limit": 406,
        "with_papers": 427,
        "papers": 2040,
        "provincial": 63,
        "with_fee": 206,
    }
    procedures, entries = catalogue_source.read(SHIPPED / "source")
    shipping = Package(path.read_bytes(), trusted_keys(SHIPPED))
    assert shipping.procedures() == procedures
    assert shipping.contents().entries == entries


def test_what_is_unsure_is_said():
    procedures, _ = catalogue_source.read(SHIPPED / "source")
    unsure = catalogue_source.unsure(procedures)
    figures = {what: sum(one.what == what for one in unsure) for what in {u.what for u in unsure}}
    assert figures == {
        "limit_missing": 166,
        "papers_missing": 145,
        "limit_from_memory": 12,
        "limit_differs_by_channel": 20,
    }


def test_no_private_key_ships():
    keys = trusted_keys(SHIPPED)
    assert all(len(key) == 32 for key in keys.values())
    assert not list(SHIPPED.rglob("*.key"))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("khai sinh", "1.001193"),
        ("giấy độc thân", "1.004873"),
        ("sao y", "2.000815"),
        ("khai tử", "1.000656"),
        ("sổ đỏ", "1.013978"),
        ("tien gia", "1.014027"),
        ("mất căn cước", "1.014064"),
        ("mo quan", "1.001612"),
    ],
)
def test_the_commonest_questions_lead_to_the_commonest_procedures(said, code):
    assert shipped.catalogue(None, TODAY).search(said, HERE)[0].code == code


def test_provincial_procedures_show_only_at_home():
    here = {one.code for one in shipped.catalogue(None, TODAY).entries(HERE)}
    away = {one.code for one in shipped.catalogue(None, TODAY).entries("Tỉnh Điện Biên")}
    assert len(away) == 509
    assert len(here - away) == 6


def test_a_record_has_its_papers_limits_and_fee():
    birth = shipped.catalogue(None, TODAY).procedure("1.001193")
    assert birth.limit(Channel.DIRECT) == Limit(1, Unit.SAME_DAY)
    assert birth.fee_vnd == 0
    assert birth.papers[0].name == "Tờ khai đăng ký khai sinh"


def test_the_version_of_the_day_of_acceptance_counts(made):
    assert made.version == "2026.1.1"
    assert made.procedure("1.000001").limit() == Limit(3, Unit.WORKING_DAY)
    assert made.procedure("1.000001", date(2025, 6, 1)).limit() == Limit(5, Unit.WORKING_DAY)
    assert made.version_on(date(2024, 1, 1)) == "2025.1.1"  # before them all: the earliest


def test_a_dossier_finds_the_version_it_was_received_under(made):
    assert made.procedure("1.000002", version="2025.1.1").code == "1.000002"
    with refused("procedure_unknown"):
        made.procedure("1.000002")
    with refused("procedure_unknown"):
        made.procedure("1.000001", version="2019.1.1")


def test_a_package_that_has_ended_gives_way_to_one_in_force(tmp_path):
    package(tmp_path, "2026.1.1", date(2026, 1, 1))
    package(tmp_path, "2026.6.1", date(2026, 6, 1), valid_to=date(2026, 6, 30))
    catalogue = Catalogue([tmp_path], trusted_keys(tmp_path), TODAY)
    assert catalogue.version == "2026.1.1"
    assert catalogue.version_on(date(2026, 6, 30)) == "2026.6.1"


def test_versions_are_numbers_and_not_text(tmp_path):
    for version in ("2026.1.2", "2026.1.10"):
        package(tmp_path, version, date(2026, 1, 1))
    assert Catalogue([tmp_path], trusted_keys(tmp_path), TODAY).version == "2026.1.10"


def test_the_office_sets_its_own_limit_from_the_day_it_was_approved(made):
    made.overrides = (
        Override(
            code="1.000001",
            approver="Chủ tịch UBND xã",
            approved_on=date(2026, 3, 1),
            source="QĐ 15/QĐ-UBND",
            limits={Channel.DIRECT: Limit(2, Unit.WORKING_DAY)},
        ),
    )
    assert made.procedure("1.000001").limit() == Limit(2, Unit.WORKING_DAY)
    assert made.procedure("1.000001", date(2026, 2, 1)).limit() == Limit(3, Unit.WORKING_DAY)


def test_without_a_catalogue_the_desk_still_opens(tmp_path):
    empty = Catalogue([tmp_path], trusted_keys(tmp_path), TODAY)
    assert (empty.version, empty.versions()) == ("", ())
    assert empty.search("khai sinh", HERE) == ()
    assert empty.entries(HERE) == ()
    with refused("procedure_unknown"):
        empty.procedure("1.001193")


def test_a_newer_package_is_installed_beside_the_older(tmp_path, made):
    arrived = package(tmp_path / "stick", "2026.11.2", date(2026, 11, 2), line(channels=days(1)))
    own = tmp_path / "profile" / "catalogue"
    catalogue = Catalogue([tmp_path, own], trusted_keys(tmp_path), TODAY)
    assert catalogue.version == "2026.1.1"
    assert catalogue.install(arrived).version == "2026.11.2"
    assert catalogue.install(arrived).version == "2026.11.2"  # the same again is fine
    assert catalogue.version == "2026.11.2"
    assert [one.name for one in own.iterdir()] == ["catalogue-2026.11.2.mcp"]
    assert catalogue.procedure("1.000001", version="2026.1.1").limit() == Limit(3, Unit.WORKING_DAY)


def test_two_packages_may_not_share_a_version(tmp_path, made):
    other = package(tmp_path / "stick", "2026.1.1", date(2026, 1, 1), line(channels=days(9)))
    with refused("package_version_taken"):
        Catalogue([tmp_path], trusted_keys(tmp_path), TODAY).install(other)


def test_a_package_of_a_stranger_is_refused(tmp_path, made):
    theirs = package(tmp_path / "s", "2026.11.2", date(2026, 11, 2), signer=STRANGER)
    with refused("package_untrusted"):
        made.install(theirs)


def test_a_package_signed_in_anothers_name_is_refused(tmp_path):
    path = package(tmp_path, "2026.1.1", date(2026, 1, 1))
    with refused("package_untrusted"):
        Package(path.read_bytes(), {SIGNER.device: STRANGER.public_key})


def test_a_package_with_any_byte_changed_is_refused_or_the_same(tmp_path):
    path = package(tmp_path, "2026.1.1", date(2026, 1, 1))
    keys, data = trusted_keys(tmp_path), path.read_bytes()
    for place in range(0, len(data), 7):
        spoilt = data[:place] + bytes([data[place] ^ 0x20]) + data[place + 1 :]
        with refused("package_"):
            whole(Package(spoilt, keys))
    for size in (0, 3, 6, 100, len(data) - 1):
        with refused("package_"):
            Package(data[:size], keys)


def whole(package):
    return package.procedures(), package.contents()


def test_a_spoilt_package_does_not_take_the_others_along(tmp_path, made, caplog):
    (tmp_path / "catalogue-2026.9.9.mcp").write_bytes(b"MCP1 half written")
    fresh = Catalogue([tmp_path], trusted_keys(tmp_path), TODAY)
    assert fresh.version == "2026.1.1"
    assert "catalogue-2026.9.9.mcp passed over" in caplog.text


def test_what_is_much_too_large_is_not_even_read(tmp_path):
    huge = tmp_path / "huge.mcp"
    with huge.open("wb") as file:
        file.truncate(64 << 20)
    with refused("package_unreadable"):
        catalogue_making.check(huge, {})


def forged(*parts, kind="catalogue", **counts):
    """A package as another program, or a liar with the key, might write it."""
    head = {
        "kind": kind,
        "version": "2027.1.1",
        "valid_from": "2026-01-01",
        "key": SIGNER.device,
        "counts": counts,
        "parts": [{"size": len(p), "sha256": hashlib.sha256(p).hexdigest()} for p in parts],
    }
    text = canonical.encode(head)
    signature = SIGNER.sign("package", text)
    return b"".join([b"MCP1", len(text).to_bytes(4, "big"), text, signature, *parts])


def test_a_package_of_another_kind_says_so():
    for data in (forged(b"x", kind="calendar"), forged()):
        with refused("package_of_another_kind"):
            Package(data, {SIGNER.device: SIGNER.public_key})


def test_records_that_this_program_cannot_read_say_so():
    newer = zstandard.ZstdCompressor().compress(b'[["what is this?"]]')
    for part in (b"not compressed", newer):
        with refused("package_of_newer_program"):
            Package(forged(part), {SIGNER.device: SIGNER.public_key}).contents()


def test_figures_that_do_not_fit_the_records_are_noticed(tmp_path):
    procedures, entries = catalogue_source.read(source(tmp_path / "source", line()))
    issue = Issue(version="2027.1.1", valid_from=TODAY)
    path = tmp_path / "catalogue-2027.1.1.mcp"
    path.write_bytes(build(procedures, entries, issue, {"procedures": 9}, SIGNER))
    with refused("package_damaged"):
        catalogue_making.check(path, {SIGNER.device: SIGNER.public_key})


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([line(), line()], "source_code_twice"),
        ([{"code": "1"}], "source_unreadable"),
        ([line(surprise=1)], "source_unreadable"),
        ([line(channels={"direct": {"value": 0, "unit": "month"}})], "limit_out_of_range"),
        ([line(channels={"fax": {"value": 1, "unit": "month"}})], "source_unreadable"),
    ],
)
def test_a_source_with_mistakes_is_not_built(tmp_path, lines, code):
    with refused(code):
        catalogue_source.read(source(tmp_path, *lines))


def test_other_words_for_a_procedure_that_is_not_there_are_a_mistake(tmp_path):
    (source(tmp_path, line()) / "said.json").write_text('{"9.9": ["x"]}', "utf-8")
    with refused("source_unreadable"):
        catalogue_source.read(tmp_path)


def test_a_signing_key_is_made_once_and_stays_where_it_was_put(tmp_path):
    path = tmp_path / "release.key"
    made = catalogue_making.new_key(path, lambda count: b"s" * count)
    assert catalogue_making.read_key(path).public_key == made.public_key
    with refused("key_file_exists"):
        catalogue_making.new_key(path, lambda count: b"s" * count)


@pytest.mark.parametrize("text", ["", "zz", "00" * 31])
def test_what_is_no_signing_key_is_refused(tmp_path, text):
    path = tmp_path / "k"
    path.write_text(text, "ascii")
    with refused("key_file_unreadable"):
        catalogue_making.read_key(path)
    with refused("key_file_unreadable"):
        catalogue_making.read_key(tmp_path / "none")


def test_what_ships_is_read_only_when_it_is_needed(tmp_path):
    folder = tmp_path / "catalogue"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("source"))
    catalogue = Catalogue([folder], trusted_keys(folder), TODAY)
    for path in folder.glob("*.mcp"):
        path.unlink()
    assert catalogue.version == ""
