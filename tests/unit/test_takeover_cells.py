"""One cell of the province's export: a moment, a state; nothing is guessed from a part of it."""

from datetime import date, datetime

import pytest

from app.domain.calendar import OFFICE_TIME
from app.domain.states import State
from app.domain.takeover import (
    Cell,
    moment,
    state_of,
)
from tests.helpers.clock import wall
from tests.helpers.dossiers import MORNING

NOW = MORNING


# Moments


@pytest.mark.parametrize(
    ("cell", "expected", "has_time"),
    [
        ("27/11/2026", wall(2026, 11, 27), False),
        ("7-1-2026", wall(2026, 1, 7), False),
        ("27/11/2026 08:40", wall(2026, 11, 27, 8, 40), True),
        ("27/11/2026 08:40:09", wall(2026, 11, 27, 8, 40, 9), True),
        ("08:40 27/11/2026", wall(2026, 11, 27, 8, 40), True),
        ("08:40, ngày 27/11/2026", wall(2026, 11, 27, 8, 40), True),
        ("8h40 27/11/2026", wall(2026, 11, 27, 8, 40), True),
        ("2026-11-27", wall(2026, 11, 27), False),
        ("2026-11-27T08:40:00.000", wall(2026, 11, 27, 8, 40), True),
        ("2026-11-27 08:40:00+07:00", wall(2026, 11, 27, 8, 40), True),
        ("20261127084000", wall(2026, 11, 27, 8, 40), True),
        ("Ngày 27 tháng 11 năm 2026", wall(2026, 11, 27), False),
        (46353, wall(2026, 11, 27), False),
        (46353.361111, wall(2026, 11, 27, 8, 40), True),
        ("46353.5", wall(2026, 11, 27, 12), True),
        (wall(2026, 11, 27, 8, 40), wall(2026, 11, 27, 8, 40), True),
        (date(2026, 11, 27), wall(2026, 11, 27), False),
        ("2026-11-27T01:40:00Z", wall(2026, 11, 27, 8, 40), True),
        ("2026-11-26T18:40:00.000+00:00", wall(2026, 11, 27, 1, 40), True),
    ],
)
def test_a_moment_is_read_however_it_is_written(cell: Cell, expected: datetime, has_time: bool):
    found = moment(cell)
    assert found is not None
    assert (found.at, found.has_time) == (expected.replace(tzinfo=OFFICE_TIME), has_time)


@pytest.mark.parametrize(
    "cell",
    [
        None,
        "",
        "hôm nay",
        "31/02/2026",
        "11/27/2026",
        "9999-12-31T23:59Z",
        7,
        999_999,
        wall(1900, 1, 1),
    ],
)
def test_what_is_no_moment_is_not_guessed(cell: Cell):
    assert moment(cell) is None


# States


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("Được tiếp nhận", State.ACCEPTED),
        ("Chờ tiếp nhận", State.REGISTERED),
        ("Đang xử lý (quá hạn)", State.PROCESSING),
        ("Chờ bổ sung", State.SUPPLEMENT),
        ("Công dân đã bổ sung", State.PROCESSING),
        ("Yêu cầu thực hiện nghĩa vụ tài chính", State.FINANCIAL_DUTY),
        ("Tạm dừng xử lý", State.STOPPED),
        ("Đã xử lý xong", State.DONE),
        ("Đã có kết quả, chờ trả kết quả", State.DONE),
        ("Đã trả kết quả", State.RETURNED),
        (4, State.PROCESSING),
        ("9", State.DONE),
        ("Hồ sơ đang xử lý, chưa đến hạn", State.PROCESSING),
        ("Yêu cầu bổ sung giấy tờ", State.SUPPLEMENT),
        ("Công dân yêu cầu rút hồ sơ", State.WITHDRAWN),
        ("Không được tiếp nhận", State.NOT_ACCEPTED),
        ("Từ chối tiếp nhận", State.NOT_ACCEPTED),
        ("Luân chuyển", None),
        ("11", None),
    ],
)
def test_a_state_is_understood_by_its_code_or_its_words(cell: Cell, state: State | None):
    assert state_of(cell, {}) is state


@pytest.mark.parametrize(
    "words",
    [
        "Đang xử lý, chưa đến hạn trả kết quả",
        "Chưa có kết quả",
        "Chờ có kết quả thẩm định",
        "Chưa trả kết quả",
        "Đã trả lại phòng chuyên môn",
        "Đã trao đổi với Sở",
        "Lãnh đạo từ chối ký",
        "Từ chối phê duyệt, xử lý lại",
        "Chờ xử lý yêu cầu rút hồ sơ",
        "Đã rút kinh nghiệm",
        "Chờ tiếp nhận bổ sung",
        "Tạm dừng chờ bổ sung",
        "Không tiếp nhận bổ sung",
        "Chưa bổ sung",
    ],
)
def test_words_beside_a_state_are_asked_about_and_never_guessed(words: str):
    assert state_of(words, {}) is None


def test_the_office_s_own_words_for_a_state_count_first():
    assert state_of("Luân chuyển", {"luan chuyen": State.PROCESSING}) is State.PROCESSING
