"""Load a client from whatever form its file has: TOML, or a filled-in intake workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playbook.clients.workbook.form import read_intake
from playbook.clients.workbook.sheets import is_workbook, refuse_other_spreadsheets
from sim.client.files import ClientTree, file_digest, find_file, tree_in_toml
from sim.client.load import Client, client_of
from sim.messages import msg


def load_client(path: str | Path, settings: Sequence[str] = ()) -> Client:
    """Return the client of a file, with ``settings`` such as ``charter.quota_cny=5000`` applied.

    The file is TOML or an intake workbook (``greenchannel new NAME --xlsx``). The path is tried
    against the working folder, then the project's. Raise ``ProblemError`` with every problem of the
    file, in a workbook each with its cell.
    """
    return client_of(_tree_in(path), settings)


def _tree_in(path: str | Path) -> ClientTree:
    found, where = find_file(path), str(path)
    refuse_other_spreadsheets(found, where)
    if not is_workbook(found):
        return tree_in_toml(path)
    intake = read_intake(found, where)
    return ClientTree(
        path=found,
        digest=file_digest(found),
        where=where,
        sections=intake.tree,
        problems=tuple(intake.problems),
        places=intake.places,
        missing=msg("Fill in the cell"),
    )
