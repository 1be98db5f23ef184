"""`python -m config.benchmark`: the measures at load size, on servers and a data folder of their own.

SCALE=0.1 makes a tenth of the rows; the folder (BENCH_DATA, else var/bench) is kept, so a second run only measures.
Arguments go to `manage.py bench`; what it prints is Markdown. `--million` also measures lists and look-ups at 1,000,000
rows, in a second database that is dropped afterwards; `--only-million` measures nothing else.
"""

import os
import sys
from pathlib import Path

import psycopg

from config.assets import PROJECT
from config.benchmark.copied import copied
from config.embedded.account import unprivileged
from config.embedded.folder import BusyError, Folder
from config.servers import DEMO_LOGINS, WAVES, Servers, attend
from config.supervisor import StepFailed, Stopped, Supervisor, tell

MILLION = {"--million", "--only-million"}


def environment(servers: Servers, folder: Folder) -> dict[str, str]:
    """What the commands read."""
    told = {"APP_ENV": "demo", "APP_DATA_DIR": str(folder.root), "SECRET_KEY": folder.secret_key()}
    return dict(os.environ) | servers.addresses | told | {"STATEMENT_TIMEOUT_MS": "0"}


def fill(servers: Servers, supervisor: Supervisor, scale: str) -> None:
    """The load company is there, made once for each scale."""
    folder, wanted = servers.folder, f"load {scale}"
    found = folder.note("filling") == wanted
    servers.make_database(fresh=not found)
    commands = [["migrate", "--no-input", "-v", "0"], ["sync_roles", "-v", "0"]]
    if not found:
        folder.write_note("filling", "begun")
        commands.append(["seed", "--profile", "load", "--scale", scale])
    for command in commands:
        tell(" ".join(command))
        words = [sys.executable, "manage.py", *command]
        log = folder.logs / "setup.log"
        supervisor.run(words, environment(servers, folder), log, shown=command[0] == "seed", cwd=PROJECT)
    let_analyze(servers)
    folder.write_note("filling", wanted)


def let_analyze(servers: Servers) -> None:
    """The measures fill tables of their own accord: the planner must learn of it, and only an owner may tell it."""
    with psycopg.connect(servers.addresses["DATABASE_URL_OWNER"]) as owner:
        owner.execute("SET ROLE app_owner")
        owner.execute("GRANT MAINTAIN ON ALL TABLES IN SCHEMA public TO app_rw")


def measures(servers: Servers, supervisor: Supervisor, arguments: list[str]) -> int:
    """Prints what was asked for; the exit code of the first command that failed."""
    told = environment(servers, servers.folder)
    owner = told.pop("DATABASE_URL_OWNER")
    bench, failed = [sys.executable, str(PROJECT / "manage.py"), "bench"], 0
    if "--only-million" not in arguments:
        usual = [word for word in arguments if word != "--million"]
        failed = attend(supervisor, [*bench, "--taps", *usual], told)
    if not failed and MILLION & set(arguments):
        rounds = [word for word in arguments if word not in MILLION]
        with copied(servers.postgres, owner) as address:
            there = told | {"DATABASE_URL": address, "DATABASE_ROLE": "app_owner"}
            failed = attend(supervisor, [*bench, "--only-million", *rounds], there)
    return failed


def main(arguments: list[str]) -> int:
    root = Path(os.environ.get("BENCH_DATA") or PROJECT / "var" / "bench")
    folder = Folder(root, unprivileged())
    supervisor = Supervisor(folder)
    supervisor.listen()
    try:
        folder.open()
        if told := folder.place():
            tell(told)
        servers = Servers(supervisor)
        servers.start()
        servers.prepare(DEMO_LOGINS)
        fill(servers, supervisor, os.environ.get("SCALE") or "1")
        return measures(servers, supervisor, arguments)
    except (StepFailed, BusyError) as error:
        tell(str(error))
        return 1
    except Stopped:
        return 130
    finally:
        supervisor.end(WAVES)
        folder.forget()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
