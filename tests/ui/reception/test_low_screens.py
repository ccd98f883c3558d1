"""A low screen, or one at 150 percent: what is still to do stays in sight beside the form."""

import pytest

from app.ui.widgets.buttons import LinkButton
from tests.ui.reception.counter import Counter


@pytest.mark.parametrize(("width", "height"), [(911, 512), (1093, 614)])
def test_every_line_that_is_still_to_do_is_in_sight(counter: Counter, width: int, height: int):
    counter.window.resize(width, height)
    side = counter.page.form.side
    counter.until(lambda: len(side.findChildren(LinkButton)) == 2)
    counter.until(
        lambda: all(
            link.visibleRegion().boundingRect().height() == link.height()
            for link in side.findChildren(LinkButton)
        )
    )


def test_the_rare_ways_stand_below_again_when_there_is_room(counter: Counter):
    side = counter.page.form.side
    counter.window.resize(911, 512)
    counter.until(lambda: side.batch.parentWidget() is not side)
    counter.window.resize(1024, 768)
    counter.until(lambda: side.batch.parentWidget() is side)
    assert side.late.parentWidget() is side
