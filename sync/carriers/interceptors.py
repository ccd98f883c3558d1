"""Data: words in the names of authorities that antivirus programs and firewalls make of themselves.

By general knowledge, unverified: none was seen on a PC that has it. A missing name costs only the
name; that somebody opens the line is also proved by the server's own signature coming through.
"""

INTERCEPTORS = (
    "kaspersky", "eset", "avast", "avg ", "bitdefender", "bkav", "cmc ", "mcafee", "dr.web",
    "norton", "symantec", "sophos", "fortinet", "fortigate", "zscaler", "palo alto", "check point",
    "cisco", "watchguard", "trend micro", "netskope", "blue coat", "squid", "untangle", "pfsense",
)  # fmt: skip
