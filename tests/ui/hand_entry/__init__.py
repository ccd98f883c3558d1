"""Tests of the page where dossiers are typed into the province's portal."""
