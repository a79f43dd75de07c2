"""Draw the README's picture: what each regime brings Company A, against OA as it is."""

from __future__ import annotations

from pathlib import Path

from playbook.blocks import Chart
from playbook.documents import pitch
from playbook.formats.picture.charts import pictures

PICTURE = Path(__file__).resolve().parent.parent / ".readme" / "company_a.svg"


def main() -> None:
    """Run the comparison and write the forest chart of its paired differences."""
    engagement = pitch.engagement(
        "data/clients/company_a.toml", seed=1, replications=1000, workers=2
    )
    (chart,) = (block for block in pitch.regimes(engagement) if isinstance(block, Chart))
    (picture,) = pictures(chart)
    PICTURE.parent.mkdir(exist_ok=True)
    svg = picture.for_page(chart.alt, ground="#fff")
    PICTURE.write_text(f"{svg}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
