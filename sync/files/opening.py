"""Links that anybody may open until their time is over: a keyed hash over all that they name."""

import hashlib
import hmac
from typing import NamedTuple

SECRET_BYTES = 32


class Opening(NamedTuple):
    """What a link opens, under which name, and until when (UTC seconds)."""

    commune: str
    file: str
    name: str
    until: int

    def path(self, secret: bytes) -> str:
        """The link behind the server's public address."""
        place = f"/v1/open/{self.commune}/{self.file}/{self.name}"
        return f"{place}?until={self.until}&sig={self._seal(secret)}"

    def is_sealed_by(self, secret: bytes, said: str) -> bool:
        """Whether the signature is ours; takes the same time whatever it is."""
        return hmac.compare_digest(self._seal(secret).encode(), said.encode("utf-8", "replace"))

    def _seal(self, secret: bytes) -> str:
        text = f"motcua/open/1\n{self.commune}\n{self.file}\n{self.name}\n{self.until}"
        return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()
