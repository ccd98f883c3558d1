"""What the bundle leaves out, and what answers for it there.

`sqlite3` would bring a second SQLite of 1.7 MB; SQLCipher's module is the same one, built with the
cipher, and is in anyway. It is loaded when the first gateway asks for it, not at the start.
`requests` warns when nothing is there to guess encodings with; nobody here asks it to guess.
"""

import sys
import warnings
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType


class OneSqlite:
    """Finds `sqlite3`, and puts the module of SQLCipher into its place."""

    def find_spec(self, name: str, _path: object = None, _of: object = None) -> ModuleSpec | None:
        """Answer for this one name."""
        return spec_from_loader(name, self) if name == "sqlite3" else None

    def create_module(self, _spec: ModuleSpec) -> None:
        """An empty one will do."""

    def exec_module(self, module: ModuleType) -> None:
        """Python takes what stands under the name afterwards."""
        sys.modules[module.__name__] = import_module("sqlcipher3")


sys.meta_path.insert(0, OneSqlite())
warnings.filterwarnings("ignore", "Unable to find acceptable character detection")
