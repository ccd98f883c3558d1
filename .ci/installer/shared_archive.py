"""Run first by both Windows programs: the modules lie once, in a file that the two share.

PyInstaller puts an archive of all modules into each program, 8 MB that would be there twice. Ours
are nearly empty and read `motcua.pyz`. What this touches is PyInstaller's own loader, whose version
is locked; `make windows` starts both programs.
"""

import sys

import pyimod02_importers as loader  # already there: the boot loader's own

loader.pyz_archive = loader.pyimod01_archive.ZlibArchiveReader(
    sys._MEIPASS + "\\motcua.pyz",  # noqa: SLF001 - PyInstaller's name for the folder
    0,
    check_pymagic=True,
)
sys.path_importer_cache.clear()
