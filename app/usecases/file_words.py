"""The province's signed words on files, by whatever way they come: line, commune's server, stick.

A PC that never has a line learns so that its scan has arrived: whoever was told passes it on. What
makes a word count is the gateway's signature and the log that it names, and nothing else.
"""

from app.store.sync_session import SyncSession
from sync.files.calls import Held


def heed(session: SyncSession, held: Held, word: bytes) -> bool:
    """Take a word that was proven; answers whether a file counts as arrived by it.

    One of another log says nothing: the gateway may have been put back since.
    """
    if not held.whole or held.log_epoch != session.log_epoch:
        return False
    session.file_sent(held.file.hex(), held.log_epoch, word)
    return True
