"""Makers of the data in `resources/`, run by hand in development, never by the program.

    python -m tests.generate.places        places from the package `vietnamadminunits` (MIT)
    python -m tests.generate.calendar      working days from the package `holidays` (MIT)
    python -m tests.generate.dictionary    a zstd dictionary for frames, from invented dossiers

All write what they made into `resources/` and say what changed; look at the difference in git
before you commit it. The catalogue is built by `motcua catalogue build`.
"""
