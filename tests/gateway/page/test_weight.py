"""The first page on a weak line: 40 communes with 4 PCs each, everything counted."""

import gzip

from sync.gateway.page.first import first_page
from sync.gateway.page.layout import Frame, Viewer
from sync.gateway.page.state import Commune, Fleet, Pc
from sync.gateway.page.style import STYLE
from sync.gateway.storage.digests import Clock, Connection, Sums

NOW = 1_790_000_000_000
MOST = 60 * 1024
HOUR = 60 * 60 * 1000


def _pc(commune: int, n: int) -> Pc:
    """Every second one has a trouble to tell, which is more than a province bears."""
    clock = Clock("bad" if n % 2 else "ok", NOW - 50 * HOUR, 4)
    role = "connector" if n == 3 else "counter"
    name = "Kết nối hệ thống tỉnh" if n == 3 else f"Máy {n + 1} – quầy tiếp nhận"
    return Pc(f"AB{commune:04}{n:04}", name, role, False, NOW - (n + 1) * 20 * HOUR, "0.1.0", clock)


def _fleet() -> Fleet:
    sums = Sums(1234, NOW - 30 * HOUR, NOW - 3 * HOUR, 12, NOW - HOUR)
    line = Connection("tinh", "unreachable", NOW - HOUR, 1234)
    communes = tuple(
        Commune(
            f"{3000 + n:05}", f"Xã Sì Lở Lầu thứ {n}", 250_000, 249_990, 7,
            tuple(_pc(n, one) for one in range(4)), sums, (line,),
        )
        for n in range(40)
    )  # fmt: skip
    return Fleet("Lai Châu", NOW, communes)


def test_the_first_page_of_a_whole_province_weighs_at_most_60_kb():
    page = first_page(Frame("Lai Châu", Viewer("Giàng A Tú", True, "x" * 43)), _fleet()).encode()
    style = STYLE.encode()
    assert len(page) + len(style) <= MOST
    assert len(gzip.compress(page, 6)) + len(gzip.compress(style, 6)) <= MOST // 6


def test_every_pc_stands_on_it():
    page = first_page(Frame("Lai Châu", None), _fleet())
    assert page.count("href=/d/") + page.count('href="/d/') == 160
