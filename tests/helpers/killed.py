"""What a process that was killed at a named place ended with: a signal, or its like on Windows."""

import signal
import sys

KILLED = 137 if sys.platform == "win32" else -signal.SIGKILL
