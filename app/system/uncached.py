"""Reading a file from its device and not from the system's memory, as far as the system allows.

What was just written would be answered from memory, whatever the stick has made of it. Where the
way past the memory is closed, the file is read the ordinary way: that still finds a wrong length.
"""

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    from app.system.uncached_windows import read_uncached
else:

    def read_uncached(path: Path) -> bytes:
        """The bytes of a flushed file."""
        handle = os.open(path, os.O_RDONLY)
        with os.fdopen(handle, "rb") as file:
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            return file.read()


__all__ = ["read_uncached"]
