"""Reads a guard kept in an app's sql/ folder: the statements that install it, and those that take it away."""

from pathlib import Path

from django.db.migrations import RunSQL

REVERSE = "-- reverse\n"


def install(path: Path) -> RunSQL:
    """The migration step for one .sql file, whose second half begins with a line `-- reverse`."""
    forward, found, backward = path.read_text(encoding="utf-8").partition(REVERSE)
    if not found:
        raise ValueError(f"{path.name} does not say how to take it away.")
    return RunSQL(forward, backward)


def replace(path: Path) -> RunSQL:
    """The migration step that writes a view of one .sql file again, with the columns it had."""
    forward = path.read_text(encoding="utf-8").partition(REVERSE)[0]
    return RunSQL(forward.replace("CREATE VIEW", "CREATE OR REPLACE VIEW", 1), RunSQL.noop)
