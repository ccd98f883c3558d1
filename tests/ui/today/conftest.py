"""A clerk of a real office at the real window, which hears what the store announces."""

from tests.ui.dossier import conftest

clerk = conftest.clerk
