"""What goes wrong between the connector and the provincial system, each with a stable code."""

from app.domain.provincial import Line


class PortalFault(Exception):
    """The connector cannot do what was asked.

    `exit_status` 2 says to a service that starting it again is of no use.
    """

    code = "portal"
    exit_status = 1
    is_detail_told = False

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.code}: {detail}" if detail else self.code)
        self.detail = detail


class BadConfig(PortalFault):
    """The configuration file cannot be used; `detail` names the line or key."""

    code = "portal_config"
    exit_status = 2
    is_detail_told = True


class NoCatalogue(PortalFault):
    """The system has no list of procedures, or does not let us see it; `detail` is its word."""

    code = "portal_catalogue"


class LineDown(PortalFault):
    """The system cannot be reached or answers nothing usable: to be tried again, for ever.

    Never a refusal of a dossier. `retry_after` is in seconds, 0 where nothing was said.
    """

    code = "portal_line"

    def __init__(self, line: Line, detail: str = "", retry_after: float = 0.0) -> None:
        super().__init__(f"{line} {detail}".strip())
        self.line = line
        self.retry_after = retry_after


class Interrupted(LineDown):
    """Told to stop while an answer was being read: what was sent is in doubt, the line is not."""


class Ended(PortalFault):
    """The connector has nothing more to do here; it stops and must not be started again."""

    code = "portal_ended"
    exit_status = 2


class TakenOver(Ended):
    """Another connector was admitted for this commune after this one: this one stops."""

    code = "portal_taken_over"


class Revoked(Ended):
    """The gateway has taken back this connector's certificate: it stops."""

    code = "portal_revoked"
