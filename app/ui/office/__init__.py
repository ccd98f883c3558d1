"""Cơ quan: officers and absences, the agencies at the centre, and who did what."""
