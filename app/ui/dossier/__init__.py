"""One dossier: who, what, where it is, until when, and the acts that are allowed now.

`presenter` asks and does, `*_words` say, the rest are widgets; `forms` holds one file per act.
"""
