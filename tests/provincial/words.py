"""What the province answers: a code and a sentence, with HTTP 200 whatever it means."""

from collections.abc import Sequence
from typing import Any, NamedTuple

OK = 0
EXISTS = 3
WRONG_LOGIN = 1
NO_SESSION = 2
REFUSED = -1
BUSY = 99


class Answer(NamedTuple):
    """One answer; `error_code` 0 alone does not mean that it worked: the message tells."""

    error_code: int | str
    message: str
    result: Sequence[Any] = ()
    session: str = ""

    def as_json(self, *, is_login: bool = False) -> dict[str, Any]:
        """As it goes over the wire."""
        said = {"error_code": self.error_code, "message": self.message}
        return said | ({"session": self.session} if is_login else {"result": list(self.result)})


class Refused(Exception):
    """The province does not take this; somebody must look at it."""

    def __init__(self, message: str, dossier: str = "", error_code: int = REFUSED) -> None:
        super().__init__(message)
        self.message = message
        self.dossier = dossier
        self.error_code = error_code


NOT_A_SESSION = "Phiên làm việc (session) không hợp lệ hoặc đã hết hạn"
IN_MAINTENANCE = "Hệ thống đang bảo trì, vui lòng thực hiện lại sau"
SERVER_ERRORS = (
    "Server Error: ORA-00060 deadlock detected while waiting for resource",
    "Client received SOAP Fault from server",
    "Lỗi hệ thống: không kết nối được cơ sở dữ liệu",
)
"""Told with error_code 0; nothing was done."""
