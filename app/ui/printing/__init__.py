"""Drawing the content records of `app.domain.papers` on paper: to a PDF file or to a printer.

`blocks` measures and draws pieces, `sheet` flows them over pages, `codes` draws QR and Code128,
one module a form says where things stand, `output` makes the file or feeds the printer. May import
the domain's records, Qt and the fonts of `resources`; loaded when something is first printed.
"""
