"""What an answer means: the steps that bring it into the journal, each one transaction."""

from collections.abc import Callable, Iterator
from functools import partial

import msgspec

from sync.journal import Journal
from sync.journal.epochs import lost_branch
from sync.journal.intake import Accepted
from sync.peer.answer import Answer
from sync.protocol.errors import CursorLost, EpochChanged, SyncError
from sync.protocol.frame import Frame
from sync.protocol.identity import Author, EventId
from sync.protocol.messages import Ack, Held, Note, Positions
from sync.protocol.rules import Outcome


class Lesson(msgspec.Struct, frozen=True):
    """What a step taught.

    `touched` entities must be folded again. `needs_epoch` says why this PC must begin a new epoch
    (`own_ahead`: somebody holds an own event above ours; `own_fork`: another branch of ours), empty
    if not. `fell` are authors of whom the server holds less than it had signed for. `missing` is an
    event that the log names and that did not come. `more` says that asking again at once brings
    more: the log goes on, or nothing was told because our counter had fallen.
    """

    touched: frozenset[str] = frozenset()
    needs_epoch: str = ""
    log_began_anew: bool = False
    counter_fell: bool = False
    fell: tuple[Author, ...] = ()
    notes: tuple[Note, ...] = ()
    missing: EventId | None = None
    more: bool = False


Step = Callable[[Journal], Lesson]


class Together:
    """Steps that one transaction takes. If one of them fails, whoever runs it takes each alone.

    An order that came act by act is a page an act: years of it, each with a commit and a look at
    every level of its own, would take an evening.
    """

    def __init__(self, steps: tuple[Step, ...]) -> None:
        self.steps = steps

    def __call__(self, journal: Journal) -> Lesson:
        """All of them, one after the other."""
        return summary([step(journal) for step in self.steps])


def steps(answer: Answer, own: Author) -> Iterator[Step]:
    """The steps in their order; each is one transaction, and a crash between two loses nothing.

    What the server holds comes first, so that its word is kept even if the rest was cut off. Before
    frames come in, events whose place is no longer so lose it; frames come before the page that
    places them, and the page moves the cursor.
    """
    yield partial(_take_word, answer=answer, own=own)
    told = zip(answer.positions, answer.pages, strict=True)
    pages = [(page, body) for page, body in told if _says_something(page, answer.ack)]
    for page, _ in pages[:1]:
        yield partial(_rewind, page=page)
    for frame in answer.frames:
        yield partial(take_frame, frame=frame, own=own)
    for page, body in pages:
        yield partial(_place, page=page, body=body)


def summary(lessons: list[Lesson]) -> Lesson:
    """What a whole round taught."""
    return Lesson(
        touched=frozenset[str]().union(*(lesson.touched for lesson in lessons)),
        needs_epoch=max((lesson.needs_epoch for lesson in lessons), default=""),
        log_began_anew=any(lesson.log_began_anew for lesson in lessons),
        counter_fell=any(lesson.counter_fell for lesson in lessons),
        fell=tuple(author for lesson in lessons for author in lesson.fell),
        notes=tuple(note for lesson in lessons for note in lesson.notes),
        missing=next((lesson.missing for lesson in lessons if lesson.missing), None),
        more=any(lesson.more for lesson in lessons),
    )


def take_ack(journal: Journal, ack: Ack, own: Author) -> Lesson:
    """Keep what the server signed that it holds; a level rises only where its hash is ours."""
    named = {held.author for held in ack.have}
    before = {author: journal.confirmed(ack.server, author) for author in named}
    began_anew = journal.take_receipt(ack)
    fell = tuple(
        author
        for author in sorted(named)
        if _count(journal.confirmed(ack.server, author)) < _count(before[author])
    )
    counter_fell = journal.receivers.raise_counter(ack.counter)
    return Lesson(
        needs_epoch="".join(_own_trouble(journal, held) for held in ack.have if held.author == own),
        log_began_anew=began_anew,
        counter_fell=counter_fell,
        more=counter_fell,
        fell=fell,
        notes=ack.notes,
    )


def recover(journal: Journal, server: str, error: SyncError) -> None:
    """Prepare the next round after 409 EPOCH or 410 CURSOR; nothing is deleted, all is compared."""
    match error:
        case EpochChanged():
            journal.receivers.forget(server)
        case CursorLost():
            journal.order.rewind(journal.order.marks()[-1])
        case _:
            return


def _own_trouble(journal: Journal, held: Held) -> str:
    """Why what the server holds of our present epoch is not what we wrote; empty if it is."""
    ends = [(held.n, held.chain), *((last, end) for _, last, end in held.beyond)]
    if max(n for n, _ in ends) > journal.highest(held.author):
        return "own_ahead"
    if any(n and journal.lines.chain_at(held.author, n) != end for n, end in ends):
        return "own_fork"
    return ""


def _says_something(page: Positions, ack: Ack) -> bool:
    """Tell a page that ends the log from one that was left empty: only the first may unplace."""
    return bool(page.runs) or page.start == ack.head


def _rewind(journal: Journal, page: Positions) -> Lesson:
    return Lesson(touched=journal.order.rewind(page.start))


def _take_word(journal: Journal, answer: Answer, own: Author) -> Lesson:
    journal.pages.keep_word(answer.ack, answer.word)
    return take_ack(journal, answer.ack, own)


def take_frame(journal: Journal, frame: Frame, own: Author, *, ordered: bool = True) -> Lesson:
    """Take events of others, and what they show of ourselves; `ordered`: out of the log."""
    return lesson_of(journal, frame, journal.accept(frame, ordered=ordered), own)


def lesson_of(journal: Journal, frame: Frame, accepted: Accepted, own: Author) -> Lesson:
    """What a frame that was taken shows."""
    is_news = accepted.verdict.outcome in {Outcome.APPENDED, Outcome.GAP, Outcome.FORK}
    is_ours = is_news and frame.device == own.device
    trouble = _trouble_by(journal, frame.author, own) if is_ours else ""
    return Lesson(touched=accepted.touched, needs_epoch=trouble)


def _trouble_by(journal: Journal, author: Author, own: Author) -> str:
    """What an own event that comes from elsewhere asks for; an older epoch's alone, nothing."""
    if author == own:
        return "own_ahead"
    return "own_fork" if lost_branch(journal, own.device) else ""


def _place(journal: Journal, page: Positions, body: bytes) -> Lesson:
    placed = journal.order.place(page)
    journal.pages.keep(page, body)
    goes_on = bool(page.more) and placed.missing is None
    return Lesson(touched=placed.touched, missing=placed.missing, more=goes_on)


def _count(ranges: list[tuple[int, int]]) -> int:
    return sum(last - first + 1 for first, last in ranges)
