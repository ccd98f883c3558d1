"""The acts on a dossier, one file per form; each says what is typed and what is to be done."""
