"""Drawing the content records of `app.domain.papers` on paper: to a PDF file or to a printer.

`printing.paper.draw(content, device)` and so on; may import the domain's content records, Qt and
the fonts of `resources`; no use case decides anything here.
"""
