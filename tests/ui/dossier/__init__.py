"""The page of one dossier: its acts, what it says, and what a person must settle."""
