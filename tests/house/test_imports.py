"""Floors, rooms and pure rules: the import contracts hold."""

import subprocess
import sys
from pathlib import Path

from django.conf import settings


def test_every_import_contract_is_kept():
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([program, "--no-cache"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-1000:]
