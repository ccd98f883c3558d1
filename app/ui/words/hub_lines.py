"""What `motcua hub` says to a technician, line by line."""

from collections.abc import Iterator

from app.domain.calendar import OFFICE_TIME
from app.ui import words
from app.ui.words.hub import IN_THE_WAY
from app.usecases.hub import Met
from app.usecases.hub_reach import Reach
from app.usecases.hub_round import HubReport
from app.usecases.hub_search import Sighting

NOBODY = "Không thấy máy chủ xã nào trong mạng này."


def let_in_line(told: Met) -> str:
    """It was reached, and it knows this PC."""
    return f"Tới được máy chủ xã {told.name} ({told.device}); máy chủ nhận máy này."


def round_line(report: HubReport) -> str:
    """What one round with it brought."""
    return f"{report.name}: nhận {report.received} mục mới, còn thiếu {report.lacking}."


def reach_lines(found: Reach, fault: str) -> Iterator[str]:
    """How it stands with the server of this PC, and who came."""
    if fault == "hub_port_closed":
        yield "Máy chủ xã trên máy này đang nghỉ: chưa ai đăng nhập."
    elif fault:
        yield f"Máy chủ xã trên máy này không trả lời: {words.sentence(fault).what}"
    else:
        yield "Máy chủ xã trên máy này đang trả lời."
    here = ", ".join(f"{one}:{found.settings.port}" for one in found.addresses)
    yield f"Máy khác gõ: {here or '(chưa có mạng)'}"
    if code := IN_THE_WAY.get(found.firewall.inward):
        said = words.sentence(code)
        yield f"{said.code}: {said.what} {said.remedy} ({found.firewall.program})"
    for device, at in sorted(found.came.items(), key=lambda one: one[1], reverse=True):
        yield f"Đã nối: {found.names.get(device, device)}, {at.astimezone(OFFICE_TIME):%H:%M %d/%m}"
    for device in found.absent:
        yield f"Chưa nối lần nào: {found.names.get(device, device)}"


def found_line(one: Sighting) -> str:
    """Who answers at an address, or why it is none of ours."""
    if not one.code:
        return f"{one.address}: {one.name} ({one.device})"
    said = words.sentence(one.code)
    return f"{one.address}: {said.code} {said.what}"
