"""Attacks of one commune on another, one by one: each is refused, on every kind of database.

Each attack is a function; afterwards their commune is as it was, and nothing that was told to ours
bears a word of theirs. `test_attacks_on_the_server.py` has those that speak SQL.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from sync.gateway.acts import Acts, lane_told
from sync.gateway.enrolment import enrol, invite
from sync.gateway.faults import NoSuchEntity
from sync.gateway.province import Fact, entity_of
from sync.gateway.refusals import Refused
from sync.gateway.storage.lanes import SLOTS, Lane, Lanes, Policy
from sync.protocol import canonical
from sync.protocol.certificate import CERTIFIED, LANE_GRANTED, certify
from sync.protocol.enrolment import apply_with
from sync.protocol.errors import CodeRefused
from sync.protocol.frame import Frame, pack, unpack
from sync.protocol.messages import Held, Mark
from sync.protocol.records import RecordReader, RecordType
from sync.protocol.seal import make_seal
from sync.protocol.signing import Signer
from tests.helpers.gateway_pc import Pc
from tests.helpers.gateway_scene import CANARY, THEIR_DOSSIER, Scene
from tests.helpers.gateway_world import DAO_SAN, SI_LO_LAU

FRIEND = Signer(bytes([77]) * 32)


def greets_as_their_pc(scene: Scene) -> None:
    """A hello in the name of their PC, signed with our key."""
    scene.ours.author = scene.theirs.author
    with pytest.raises(Refused, match="bad_signature"):
        scene.says(scene.ours)


def says_their_greeting_again(scene: Scene) -> None:
    """A whole request of their PC, overheard and sent once more: it tells nothing."""
    overheard = scene.theirs.request(scene.theirs.frames())
    scene.world.answers(overheard)
    scene.told.append(scene.world.answers(overheard))


def claims_their_heads(scene: Scene) -> None:
    """We pretend to hold what they wrote, to learn how far it goes or to be sent the rest."""
    theirs = scene.theirs
    for n in (1, 3, 9):
        scene.says(scene.ours, heads=(Held(*theirs.author, n, theirs.chain_at(min(n, 3))),))


def pulls_from_their_place(scene: Scene) -> None:
    """A cursor of their log under their log epoch, and under ours."""
    end = scene.world.gateway.commune(DAO_SAN).log.end()
    ours = scene.ours
    for epoch in (end.log_epoch, scene.world.gateway.commune(SI_LO_LAU).log.end().log_epoch):
        ours.log_epoch, ours.marks = epoch, [Mark(1, bytes(32)), Mark(end.position, end.chain)]
        scene.says(ours)


def brings_their_frames(scene: Scene) -> None:
    """Their PC's own frames, genuine, through our connection."""
    scene.says(scene.ours, scene.theirs.frames())


def brings_what_they_did_since(scene: Scene) -> None:
    """Frames that their commune does not have yet must not enter it, or ours, through us."""
    scene.theirs.does(2, said=CANARY)
    scene.says(scene.ours, scene.theirs.frames())


def seals_for_their_commune(scene: Scene) -> None:
    """Our own events under a seal that names their commune."""
    ours = scene.ours
    ours.does(1)
    seal = make_seal(ours.signer, DAO_SAN, ours.author, 3, ours.chain_at(3))
    frame = Frame(*ours.author, 3, (ours.lines[2],), ours.chain_at(2), seal.signature)
    scene.says(ours, [pack(frame)])


def writes_here_with_a_friend_of_ours(scene: Scene) -> None:
    """Their PC seals for our commune, and a PC of ours brings it: its certificate is not ours."""
    theirs = scene.theirs
    stranger = Pc(2, SI_LO_LAU)
    assert stranger.signer.device == theirs.signer.device
    stranger.does(1)
    scene.says(scene.ours, stranger.frames())
    assert stranger.author not in scene.world.gateway.commune(SI_LO_LAU).log.authors()


def forges_their_seal(scene: Scene) -> None:
    """Their next event, made up by us and sealed with our key."""
    theirs = scene.theirs
    theirs.does(1)
    said = [DAO_SAN, *theirs.author, 4, canonical.bytes_to_text(theirs.chain_at(4))]
    signature = scene.ours.signer.sign("seal", canonical.encode(said))
    frame = Frame(*theirs.author, 4, (theirs.lines[3],), theirs.chain_at(3), signature)
    scene.says(scene.ours, [pack(frame)])
    theirs.lines.pop()


def writes_about_their_dossier(scene: Scene) -> None:
    """An event of ours that names their dossier stays in our log and opens nothing of theirs."""
    scene.ours.does(1, entity=THEIR_DOSSIER)
    scene.world.round(scene.ours)
    scene.says(scene.ours)
    history = scene.world.gateway.commune(SI_LO_LAU).log.entity(THEIR_DOSSIER)
    assert [place.author for place, _ in history] == [scene.ours.author]


def has_the_province_answer_their_dossier_here(scene: Scene) -> None:
    """Our province device says something about a dossier that only their commune has."""
    fact = Fact(THEIR_DOSSIER, "dossier", "province.recorded", {})
    with pytest.raises(NoSuchEntity):
        scene.world.gateway.province(SI_LO_LAU).answer([fact], "operator", scene.world.clock())


def carries_our_provinces_word_to_them(scene: Scene) -> None:
    """Frames of our commune's province device, genuine, through their PC: unknown over there."""
    ours = scene.world.gateway.commune(SI_LO_LAU)
    device = scene.world.gateway.registry.commune(SI_LO_LAU)
    (author,) = (a for a in ours.log.authors() if device and a.device == device.province_device)
    seals = dict(ours.log.seals(author, 1))
    frame = Frame(*author, 1, tuple(ours.log.lines(author, 1, 1)), None, seals[1])
    scene.world.answers(scene.theirs.request([pack(frame)]))


def carries_their_provinces_word_to_us(scene: Scene) -> None:
    """The same the other way round: their certificates admit nobody here."""
    scene.theirs.marks.clear()
    frames = [pack(frame) for frame in scene.world.round(scene.theirs, []).frames]
    assert frames
    scene.brought = {unpack(frame).device.encode() for frame in frames}
    scene.says(scene.ours, frames)


def certifies_a_friend(scene: Scene) -> None:
    """A certificate of our own making: kept for a person, it admits nobody anywhere."""
    said = certify(FRIEND.public_key, ("office.", "province."), "Máy lạ", "counter").to_payload()
    scene.ours.does(1, kind=CERTIFIED, payload=said)
    scene.world.round(scene.ours)
    assert scene.world.gateway.registry.device(FRIEND.device) is None
    stranger = Pc(77, DAO_SAN)
    stranger.trusts(scene.ours.server, scene.ours.server_key, "")
    with pytest.raises(Refused, match="unknown_device"):
        scene.says(stranger)


def enrols_our_key_with_them(scene: Scene) -> None:
    """A key that has a commune, and a good code of another."""
    code = invite(scene.world.gateway, DAO_SAN, "office").code
    with pytest.raises(CodeRefused):
        enrol(scene.world.gateway, apply_with(code, scene.ours.signer, "Máy", 1))


def enrols_with_our_code_for_them(scene: Scene) -> None:
    """Our code opens our commune alone, whatever the request would like."""
    code = invite(scene.world.gateway, SI_LO_LAU, "office").code
    enrol(scene.world.gateway, apply_with(code, FRIEND, "Máy", 1))
    device = scene.world.gateway.registry.device(FRIEND.device)
    assert device is not None
    assert device.commune == SI_LO_LAU


def grants_itself_and_others_lanes(scene: Scene) -> None:
    """Lanes that our PC tells of are none: not its own, not theirs, not one beyond the last."""
    ours, acts = scene.ours.author.device, Acts(scene.world.gateway, "Tú")
    acts.set_policy(SI_LO_LAU, Policy("lane", "000.00.33.H35"))
    forged = [("000.00.30.H35", f"XXXXXXXX{slot:02}", slot) for slot in range(SLOTS)]
    for unit, device, slot in [*forged, ("000.00.33.H35", ours, 17), ("000.00.33.H35", ours, 99)]:
        forgery = Lane(unit, slot, device, "AAAA", 0)
        said: canonical.Object = {"device": device, "epoch": "AAAA", "unit": unit}
        said |= {"first": forgery.first, "last": forgery.last}
        scene.ours.does(1, kind=LANE_GRANTED, entity=entity_of(ours), payload=said)
    scene.world.round(scene.ours)
    lane = acts.grant_lane(ours, "AAAA")
    assert lane is not None
    assert lane.slot == 0
    lanes = Lanes(scene.world.gateway.storage.registry())
    assert lanes.of("000.00.30.H35") == ()
    log = scene.world.gateway.commune(SI_LO_LAU).log
    told = [lane_told(line) for place, line in log.entity(entity_of(ours)) if place.device != ours]
    assert [one.is_same(lane) for one in told if one] == [True]


def asks_after_it_was_revoked(scene: Scene) -> None:
    """A revoked PC brings its frames and those of others, and is told nothing of anybody."""
    scene.world.gateway.revoke(scene.ours.author.device, "máy bị mất")
    scene.ours.does(1)
    scene.ours.marks.clear()
    body = scene.world.answers(scene.ours.request([*scene.theirs.frames(), *scene.ours.frames()]))
    answer = scene.ours.reads(body)
    assert (answer.frames, answer.positions.runs) == ((), ())
    scene.told.append(body)


def gives_a_code_for_a_path(scene: Scene) -> None:
    """A commune's code that walks into their folder."""
    for code in (f"{SI_LO_LAU}/../{DAO_SAN}", f"../communes/{DAO_SAN}", "*", f"{DAO_SAN}' OR '1"):
        with pytest.raises(ValueError, match="code"):
            scene.world.gateway.add_commune(code, "lạ")


ATTACKS: list[Callable[[Scene], None]] = [
    greets_as_their_pc,
    says_their_greeting_again,
    claims_their_heads,
    pulls_from_their_place,
    brings_their_frames,
    brings_what_they_did_since,
    seals_for_their_commune,
    writes_here_with_a_friend_of_ours,
    forges_their_seal,
    writes_about_their_dossier,
    has_the_province_answer_their_dossier_here,
    carries_our_provinces_word_to_them,
    carries_their_provinces_word_to_us,
    certifies_a_friend,
    enrols_our_key_with_them,
    enrols_with_our_code_for_them,
    grants_itself_and_others_lanes,
    asks_after_it_was_revoked,
    gives_a_code_for_a_path,
]


@pytest.fixture
def scene(world):
    return Scene(world)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attack_changes_nothing_of_theirs_and_learns_nothing(scene, attack):
    before, names = scene.state(DAO_SAN), scene.names()
    attack(scene)
    assert scene.state(DAO_SAN) == before
    told = b"".join(_opened(body) for body in scene.told)
    assert [name for name in names if name in told and name not in scene.brought] == []


def test_what_was_told_is_searched_where_it_would_be(scene):
    """The search above finds their words when they are told to themselves."""
    scene.theirs.marks.clear()
    scene.says(scene.theirs, heads=())
    told = b"".join(_opened(body) for body in scene.told)
    assert all(name in told for name in scene.names())


def test_a_key_that_enrols_in_two_communes_at_once_gets_into_one(world):
    communes = (SI_LO_LAU, DAO_SAN)
    codes = [invite(world.gateway, commune, "office").code for commune in communes]

    def tries(code):
        try:
            return enrol(world.gateway, apply_with(code, FRIEND, "Máy", 1))
        except CodeRefused:
            return None

    with ThreadPoolExecutor(2) as office:
        welcomes = list(office.map(tries, codes))
    assert sum(welcome is not None for welcome in welcomes) == 1
    inside = [world.gateway.province(one).has_certified(FRIEND.device) for one in communes]
    assert sum(inside) == 1


def _opened(body: bytes) -> bytes:
    """An answer with its frames unpacked."""
    opened = []
    for record in RecordReader().feed(body):
        opened.append(record.body)
        if record.type is RecordType.FRAME:
            frame = unpack(record.body)
            opened += [line.envelope + (line.payload or b"") for line in frame.lines]
            opened.append(frame.device.encode())
    return b"".join(opened)
