"""Run a command beside a PostgreSQL server of its own; `URL` in its words becomes the address.

python -m tests.helpers.with_postgres python -m app bench gateway --database URL
"""

import subprocess
import sys

from tests.helpers.postgres import a_cluster

if __name__ == "__main__":
    with a_cluster() as cluster:
        words = [word.replace("URL", cluster.url(cluster.emptied())) for word in sys.argv[1:]]
        sys.exit(subprocess.run(words, check=False).returncode)  # noqa: S603 - what was typed
