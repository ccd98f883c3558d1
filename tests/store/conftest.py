from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.office import AnOffice, an_open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[AnOffice]:
    with an_open_office(tmp_path) as one:
        yield one
