"""The one failure that a rule may answer with."""


class RuleViolation(Exception):
    """The rules say no. `code` says which one; `detail` is for the log and names no person."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
