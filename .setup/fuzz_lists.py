"""What becomes of hostile lists, brands and workbooks: refused in words, or read.

``make fuzz`` tries mutations of the project's own for a stated time: bytes lost, doubled or put in,
other encodings, damage within a workbook's parts. Anything but a told problem ends up in
``out/fuzz``.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from fuzz import held, run

from playbook.clients.load import load_client, read_skus
from playbook.clients.partners import read_partners
from playbook.intake.convert import stated_in
from playbook.intake.form import form
from playbook.look.brand import load_brand
from playbook.study.calibration.sales import read_sales
from sim.messages import ProblemError
from sim.places import data_dir

OUT = Path("out") / "fuzz"
CLIENTS = data_dir() / "clients"
SALES = b"month,sales_cny\n2010-08,100000\n2010-09,200000\n2010-10,300000\n"
BRAND = 'agency_zh = "绿色"\naccent = "#0b4f7d"\n'.encode()
ENCODINGS = ("gbk", "big5", "utf-16", "utf-16-le", "utf-32", "utf-8-sig", "cp1252")
PIECES = tuple(
    piece.encode()
    for piece in (
        *("\0", "１", "万", "%", '"', ",", ";", "\n", "\r", "\t", "1e999", "-", "￥", "nan", "inf"),
        *(
            "9" * 30,
            "9" * 5000,
            "\u200b",
            "<",
            ">",
            "/",
            "&",
            "[",
            "]",
            "合计",
            "=",
            " ",
            "_x000B_",
        ),
        *("2026-08-02", "10:30", "true", "[9]", "."),
    )
)


def mutated(random: Random, content: bytes) -> bytes:
    """Return bytes with one to twenty accidents in them."""
    found = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        at = random.randrange(len(found) + 1)
        until = at + random.choice((0, 0, 1, 3, 50))
        found[at:until] = random.choice((*PIECES, b"", random.randbytes(1), found[:40]))
    return bytes(found)


def _encoded(random: Random, content: bytes) -> bytes:
    try:
        return content.decode().encode(random.choice(ENCODINGS), "replace")
    except UnicodeDecodeError:
        return content


@cache
def workbook() -> dict[str, bytes]:
    """Return the parts of the intake workbook of company A."""
    packed = form(stated_in(str(CLIENTS / "company_a.toml")))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _workbook(random: Random) -> bytes:
    parts, damaged = workbook(), random.choice(sorted(workbook()))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, mutated(random, part) if name == damaged else part)
    return mutated(random, packed.getvalue()) if random.random() < 0.2 else packed.getvalue()


READERS: dict[str, Callable[[Path], object]] = {
    "skus.csv": read_skus,
    "partners.csv": read_partners,
    "sales.csv": read_sales,
    "brand.toml": load_brand,
    "form.xlsx": lambda path: load_client(str(path)),
    "list.xlsx": read_skus,
}


def case_of(seed: int, number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of a case: the same for the same seed and number."""
    random = Random(f"{seed}/{number}")
    name = random.choice(sorted(READERS))
    if name.endswith(".xlsx"):
        return name, _workbook(random)
    own = {"sales.csv": SALES, "brand.toml": BRAND}
    content = own[name] if name in own else (CLIENTS / f"company_a_{name}").read_bytes()
    content = mutated(random, content)
    return name, _encoded(random, content) if random.random() < 0.3 else content


def fate(path: Path, name: str) -> str:
    """Return what becomes of a file: refused in words that can be shown, or read."""
    try:
        READERS[name](path)
    except ProblemError as error:
        str(error).encode()
        return "refused"
    return "read"


def main() -> int:
    """Try lists and workbooks until the time is over; return 1 if one of them fails."""
    return run(_tried, "lists and workbooks", __doc__)


def _tried(seed: int, number: int) -> str:
    name, content = case_of(seed, number)
    path = OUT / f"{seed}_{number}_{name}"
    return held(path, content, lambda: fate(path, name))


if __name__ == "__main__":
    sys.exit(main())
