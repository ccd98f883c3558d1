"""What can be wrong with a line, link by link; the codes are stable, the screens word them."""

from enum import StrEnum


class Fault(StrEnum):
    """One thing that breaks one link."""

    NAME_UNKNOWN = "name_unknown"
    NAME_SILENT = "name_silent"
    NAME_LIES = "name_lies"
    PORTAL = "portal_in_the_way"
    TCP_REFUSED = "tcp_refused"
    TCP_SILENT = "tcp_silent"
    TCP_UNREACHABLE = "tcp_unreachable"
    PROXY_REFUSES = "proxy_refuses"
    TLS_CLOCK = "tls_clock"
    TLS_EXPIRED = "tls_expired"
    TLS_NOT_YET = "tls_not_yet"
    TLS_FOREIGN = "tls_foreign"
    TLS_INTERCEPTED = "tls_intercepted"
    TLS_PORTAL = "tls_portal"
    TLS_OTHER_NAME = "tls_other_name"
    TLS_NONE = "tls_none"
    TLS_BROKEN = "tls_broken"
    ANSWER_SILENT = "answer_silent"
    ANSWER_UNSIGNED = "answer_unsigned"
    GATEWAY_FAILS = "gateway_fails"
    GATEWAY_BUSY = "gateway_busy"
    PROGRAM_OLD = "program_old"
    PROGRAM_NEW = "program_new"


class LineFault(Exception):
    """A link does not hold; `figure` is a number or an address that a technician asks for."""

    def __init__(self, fault: Fault, figure: str = "") -> None:
        super().__init__(fault.value, figure)
        self.fault = fault
        self.figure = figure


class Stopped(Exception):
    """Whoever asked has had enough."""
