"""The province's server: enrolment, order, frames.

May import `peer` and below; never `carriers`.
"""
