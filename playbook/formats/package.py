"""Make an Office file the same, byte for byte, whenever and wherever it is written."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

FIRST = "[Content_Types].xml"


def fixed(package: bytes, moment: datetime) -> bytes:
    """Return the package with its entries in one order and all dated ``moment``.

    The charts' workbooks inside it are treated alike.
    """
    stamp = moment.timetuple()[:6]
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(kept, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != FIRST, name)):
            content = old.read(name)
            if name.endswith(".xlsx"):
                content = fixed(content, moment)
            entry = zipfile.ZipInfo(name, date_time=stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            new.writestr(entry, content)
    return kept.getvalue()
