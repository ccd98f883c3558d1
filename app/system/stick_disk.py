"""A stick as this machine has it: read past the memory, its free room, where a test cuts power."""

from app.system import crash
from app.system.disk import free_bytes
from app.system.uncached import read_uncached
from sync.stick.disk import Disk

STICK = Disk(reread=read_uncached, free=free_bytes, here=crash.here)
