"""Where a profile lies: on which machine, and in which copy of its folder.

A folder that somebody copies back (or onto another disk) brings its slip journal along, so nothing
in it can say that later numbers were given. The system can: a copied file is another file, made at
another moment. Only an image of the whole disk keeps even that; then a peer says so.
"""

import dataclasses

from app.store.profile import Profile
from app.system.machine import Machine


def settled(profile: Profile, machine: Machine) -> Machine:
    """The same machine with a fingerprint that tells its copies of this folder apart.

    The lock is a file that is made with the office and never written. On Linux the second figure
    changes with its rights too: then the PC counts anew once without need, which does no harm.
    """
    if not machine.fingerprint:
        return machine
    file = profile.lock.stat()
    place = f"{file.st_ino:x}.{file.st_ctime_ns:x}"
    return dataclasses.replace(machine, fingerprint=f"{machine.fingerprint} {place}")


def moved(known: str, now: str) -> str:
    """Why this is no longer where the present epoch was begun; empty when it is, or unknown."""
    if not known or not now or known == now:
        return ""
    is_same_machine = known.partition(" ")[0] == now.partition(" ")[0]
    return "copied_folder" if is_same_machine else "other_machine"
