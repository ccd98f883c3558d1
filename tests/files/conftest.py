"""What takes minutes runs by `make tus` alone."""

import os

collect_ignore = [] if os.environ.get("MOTCUA_DEATHS") == "all" else ["test_behind_a_scan.py"]
