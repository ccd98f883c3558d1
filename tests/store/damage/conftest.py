"""The table of damage, written where MOTCUA_DAMAGE_TO says when the last test is over."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

_HEAD = """# Các kiểu hư hỏng

Bảng này do `make damage` làm ra từ các phép thử trong `tests/store/damage`: mỗi dòng là một thư mục
cơ quan bị làm hỏng thật, mở lại, và đối chiếu với sổ những gì đã báo là đã lưu (11 hồ sơ, trong đó
ba hồ sơ sau bản sao lưu cuối). Bản quét bị xóa được lấy lại ở lần sao lưu sau, bị hỏng thì trong
vòng một tháng: mỗi ngày đọc lại một phần ba mươi hai. Có """
_COLUMNS = "| hư hỏng | cán bộ thấy | việc lấy lại | cách lấy lại |\n|---|---|---|---|\n"


@pytest.fixture(scope="session")
def table() -> Iterator[list[str]]:
    """Rows that the tests add."""
    rows: list[str] = []
    yield rows
    if to := os.environ.get("MOTCUA_DAMAGE_TO"):
        Path(to).write_text(f"{_HEAD}{len(rows)} dòng.\n\n{_COLUMNS}" + "\n".join(rows) + "\n")
