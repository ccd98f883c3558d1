"""The printed papers as content: frozen records built from a dossier and the office's facts.

Nothing here is drawn. `form01` is the slip that the citizen takes home, `result_receipt` what they
sign for, `slip_text` the data of the slip's QR. Imports only this layer and the envelope of
`sync.protocol`.
"""

from app.domain.papers.form01 import (
    PROVISIONAL_NOTE,
    Form01,
    Line,
    PaperLine,
    blank_form01,
    form01,
    handed_in,
    preview_form01,
)
from app.domain.papers.result_receipt import ResultLine, ResultReceipt, result_receipt
from app.domain.papers.slip_text import SlipText, read_slip_text, slip_text, with_signature
from app.domain.papers.template import (
    Content,
    Printout,
    Row,
    Template,
    fill,
    in_force,
    read_template,
)
from app.domain.papers.wording import Letterhead

__all__ = [
    "PROVISIONAL_NOTE",
    "Content",
    "Form01",
    "Letterhead",
    "Line",
    "PaperLine",
    "Printout",
    "ResultLine",
    "ResultReceipt",
    "Row",
    "SlipText",
    "Template",
    "blank_form01",
    "fill",
    "form01",
    "handed_in",
    "in_force",
    "preview_form01",
    "read_slip_text",
    "read_template",
    "result_receipt",
    "slip_text",
    "with_signature",
]
