"""The province's server: enrolment, order, frames; it never interprets a dossier.

From the outside in: `runner` (TLS, thread or process), `server` (HTTP), `exchange` (one request),
`commune` and `feed` (one commune's log, in and out), `storage` (all SQL). `enrolment` lets PCs in,
`province` writes certificates and the operator's answers, `marks` notices a restore.
May import `peer` and below; never `carriers`.
"""
