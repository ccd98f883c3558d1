"""What lies on a stick is read by decoders that no input breaks; `make fuzz` tries 200,000."""

import msgspec
import pytest

from sync.protocol import age, bundle
from sync.protocol.errors import Malformed, SyncError
from sync.protocol.records import RecordType, write_end
from tests.helpers.fuzzing import bounded, inputs, mutated
from tests.stick.test_format import LETTER, MANIFEST, PC, SECRET

FILE = bundle.write_manifest(MANIFEST, PC)
BODY = bundle.write_letter(LETTER, PC)
PIECES = [bundle.write_piece(piece) for piece in bundle.pieces_of(bytes(32), b"x" * 900)]
SEALED = age.seal(b"".join([BODY, *PIECES, write_end(2)]), [age.recipient_of(PC.public_key)])
IDENTITY = age.Identity(SECRET)

DECODERS = {
    "manifest": (bundle.read_manifest, [FILE]),
    "letter": (lambda data: bundle.read_letter(data, PC.public_key, MANIFEST), [BODY[5:]]),
    "piece": (bundle.read_piece, [PIECES[0][5:]]),
    "volume": (bundle.records_of, [b"".join([BODY, *PIECES, write_end(2)]), write_end(0)]),
    "sealed": (IDENTITY.unseal, [SEALED]),
}


@pytest.mark.parametrize("name", DECODERS)
def test_no_input_breaks_a_decoder_or_takes_much_memory(name):
    decode, corpus = DECODERS[name]
    with bounded():
        for data in mutated(corpus, inputs(300, len(DECODERS)), seed=7):
            try:
                decode(data)
            except SyncError:
                continue


def test_what_is_signed_over_is_not_read_otherwise():
    """A manifest that was changed anywhere is either unreadable or proven to be nobody's."""
    for data in mutated([FILE], inputs(300, len(DECODERS)), seed=11):
        if data == FILE:
            continue
        if _is_readable(data):
            with pytest.raises(bundle.ForgedBundle):
                bundle.check_manifest(data, PC.public_key)


def _is_readable(data: bytes) -> bool:
    try:
        return bool(msgspec.structs.asdict(bundle.read_manifest(data)))
    except Malformed:
        return False


def test_the_corpus_is_right():
    assert bundle.read_manifest(FILE) == MANIFEST
    assert [one.type for one in bundle.records_of(IDENTITY.unseal(SEALED))] == [
        RecordType.LETTER,
        RecordType.PIECE,
    ]
