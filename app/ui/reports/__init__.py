"""Sổ và báo cáo: a period's figures, each with the dossiers behind it."""
