"""What can stand between a PC and the commune's server; each has its own words."""

from sync.protocol.errors import NotAuthorised, SyncError, Unreachable, UntrustedServer


class HubPortClosed(Unreachable):
    """A machine is there, and no server of ours listens on it."""

    code = "hub_port_closed"


class HubNoAnswer(Unreachable):
    """Nobody answers: switched off, another network, or a firewall that says nothing."""

    code = "hub_no_answer"


class HubNoWay(Unreachable):
    """No network here leads there, or the name means nothing."""

    code = "hub_no_way"


class NotAHub(SyncError):
    """Something answers that is no commune's server: a router, a printer, another program."""

    code = "hub_not_there"


class HubOfOtherCommune(UntrustedServer):
    """The server serves another commune."""

    code = "hub_of_other_commune"


class HubUnknown(UntrustedServer):
    """The province has not told us of that PC, so its word counts for nothing."""

    code = "hub_unknown"


class HubRevoked(UntrustedServer):
    """The province has revoked the PC that serves."""

    code = "hub_revoked"


class HubForged(UntrustedServer):
    """The card is not signed by the device that it names, or is about another connection."""

    code = "hub_forged"


class HubKnowsUsNot(NotAuthorised):
    """The server has not heard of this PC yet."""

    code = "hub_knows_us_not"


class HubSaysRevoked(NotAuthorised):
    """The server says that the province has revoked this PC."""

    code = "hub_says_revoked"


class HubIsHere(SyncError):
    """The address is our own."""

    code = "hub_is_here"
    retryable = False
