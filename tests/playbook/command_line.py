"""The command line, as a user types it: in a process of its own, or without starting one."""

import gettext
import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from contextvars import copy_context
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from playbook.commands import main

ROOT = Path(__file__).resolve().parents[2]
COMPANY_A = str(ROOT / "data" / "clients" / "company_a.toml")


def in_a_process(*words, cwd=ROOT, **environment):
    """Run a command as a user does and return what it said."""
    return subprocess.run(
        [sys.executable, "-m", "playbook.commands", *map(str, words)],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
        check=False,
    )


def greenchannel(*words, cwd=ROOT, **environment):
    """Run a command here and return the same; what it sets for its own process is set back."""
    out, err, domain, code = StringIO(), StringIO(), gettext.textdomain(), 0
    typed = ["greenchannel", *map(str, words)]
    with (
        redirect_stdout(out),
        redirect_stderr(err),
        chdir(cwd),
        patch.dict(os.environ, environment),
        patch.object(sys, "argv", typed),
    ):
        try:
            copy_context().run(main)
        except SystemExit as end:
            code = end.code
        finally:
            gettext.textdomain(domain)
    return subprocess.CompletedProcess(typed, code or 0, out.getvalue(), err.getvalue())
