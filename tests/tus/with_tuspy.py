"""tuspy: python with_tuspy.py ENDPOINT FILE SHA CHUNK [PLACE], in the environment that has it.

Says the upload's place once it is known, then "whole", or "failed" with the status.
"""

import sys

from tusclient import client
from tusclient.exceptions import TusCommunicationError


def main(endpoint: str, path: str, sha: str, chunk: str, place: str = "") -> None:
    try:
        uploader = client.TusClient(endpoint).uploader(
            path,
            chunk_size=int(chunk),
            metadata={"filename": "giay-to-1.pdf", "sha256": sha},
            url=place or None,
            retries=8,
            retry_delay=0,
        )
        if not uploader.url:
            uploader.set_url(uploader.create_url())
        _say(f"at {uploader.url}")
        uploader.upload()
        _say("whole")
    except TusCommunicationError as error:
        _say(f"failed {error.status_code}")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
