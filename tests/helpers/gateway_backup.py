"""A backup of a gateway as its technician makes one, and what putting it back does."""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

from tests.helpers.gateway_world import SI_LO_LAU, World
from tests.helpers.postgres import Cluster


class Backup:
    """A copy of the folder, and a dump when the tables lie in a server."""

    def __init__(self, world: World, folder: Path, cluster: Cluster | None) -> None:
        self._world, self._folder, self._cluster = world, folder, cluster
        self._database = urlsplit(world.gateway.settings.database).path.lstrip("/")
        world.gateway.close()
        shutil.copytree(world.path, folder)
        if cluster is not None:
            cluster.dump(self._database, folder / "dump")
        world.restarts()

    def puts_back_everything(self) -> None:
        """Folder and database, as after a fire."""
        self._world.gateway.close()
        shutil.rmtree(self._world.path)
        shutil.copytree(self._folder, self._world.path)
        self._puts_back_dump()
        self._world.restarts()

    def puts_back_the_log(self) -> None:
        """The database alone, as after a broken disk; the mark beside it stays."""
        self._world.gateway.close()
        if self._cluster is None:
            log = self._world.path / "communes" / SI_LO_LAU / "log.db"
            for part in ("-wal", "-shm"):
                log.with_name(log.name + part).unlink(missing_ok=True)
            shutil.copy(self._folder / "communes" / SI_LO_LAU / "log.db", log)
        self._puts_back_dump()
        self._world.restarts()

    def _puts_back_dump(self) -> None:
        if self._cluster is not None:
            self._cluster.put_back(self._folder / "dump", self._database)
