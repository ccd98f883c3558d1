"""What was taken over from the province's system, and taking that back.

A withdrawal holds only while nobody did anything else to the dossier: it gives way to whatever its
author did not know of, on whichever side of it that is placed.
"""

from app.domain.events import Imported, ImportWithdrawn
from app.domain.fold.judging import Told, act_of
from app.domain.fold.story import Story, Verdict
from app.domain.history import Aside
from app.domain.states import Act, State


def keep(story: Story, said: Imported) -> None:
    """What is true of an import beside its fields; since when it waits is not known."""
    story.facts |= {"imported": said, "first_promise": said.promise, "was_accepted": True}
    story.before_supplement = State.PROCESSING


def withdraw(story: Story, told: Told) -> Aside | None:
    """Take the import back, unless something else was done; two who take it back agree."""
    done = [verdict.told for verdict in story.verdicts if verdict.reason is None]
    if not done or any(_stands_against(one, told) for one in done):
        return Aside.DONE_TO_SINCE
    if story.withdrawal is None:
        story.withdrawal = told
        is_whole = isinstance(told.said, ImportWithdrawn)
        story.facts["import_withdrawn"] = told.said if is_whole else ImportWithdrawn(batch="")
    return None


def give_way(story: Story, told: Told) -> None:
    """Whoever acts without knowing of a withdrawal acts on a dossier that is there."""
    withdrawn = story.withdrawal
    if withdrawn is None or act_of(told.said) is Act.WITHDRAW_IMPORT:
        return
    if withdrawn.bit & told.closure:
        return
    story.withdrawal = None
    story.facts["import_withdrawn"] = None
    story.verdicts = [_overtaken(verdict) for verdict in story.verdicts]


def _stands_against(done: Told, withdrawn: Told) -> bool:
    """Anything but an import that was known, or the same wish of another."""
    act = act_of(done.said)
    if act is Act.WITHDRAW_IMPORT:
        return False
    return act is not Act.IMPORT or not done.bit & withdrawn.closure


def _overtaken(verdict: Verdict) -> Verdict:
    """A withdrawal that held until now holds no more."""
    if verdict.reason is None and act_of(verdict.told.said) is Act.WITHDRAW_IMPORT:
        return verdict._replace(reason=Aside.DONE_TO_SINCE)
    return verdict
