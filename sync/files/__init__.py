"""Attachments on their way: content addresses, signed calls, slices, and the disk they arrive on.

A file is named by the SHA-256 of what it says (`address`). It travels by tus 1.0 (`tus`): who wants
something of a file signs a small call (`calls`), the server says with its signature how much it
holds. `sending` is the client without a socket, `slices` how much goes at a time, `depot` the
server's folder (`alone` guards it against other processes), `opening` links that anybody may open
until their time is over.
May import `sync.protocol`.
"""
