"""What a signed time is worth when it arrives.

The clock of this machine, its lower bound and its faults are judged in `app.system.clock_guard`;
here is only what follows from the protocol. May import `sync.protocol`.
"""
