"""One sheet of the intake form: its heads, the looks of its cells, and what Excel lets be typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from playbook.clients.fields import Field
from playbook.formats.workbook.page import height
from playbook.formats.workbook.styles import INPUT, Styles
from playbook.intake.toml_text import Cell, as_cell
from playbook.intake.words import shown
from playbook.look.theme import GRID
from playbook.words.language import say, speaking

MUST, MAY = "#fff3c4", "#eef4fb"
"""The grounds of cells to fill in: what must be told, and what may be left to the default."""

HEAD = 4
"""The row of a sheet's heads, counted from 0; title, purpose and the way back stand above."""

_SHADE = "#f3f5f7"
_FIRST, _LAST = date(1990, 1, 1), date(2100, 12, 31)
_PATTERNS = {"share": "0.0##%", "date": "yyyy-mm-dd", "bool": '"TRUE";"TRUE";"FALSE"'}
_LEFT = ("text", "choice", "words", "literal")
_A4 = 9


def both(told: Callable[[], str], between: str = "\n") -> str:
    """Return a message in English and in Chinese, below or beside one another."""
    with speaking("en"):
        english = told()
    with speaking("zh"):
        return f"{english}{between}{told()}"


def bilingual(english: str, chinese: str, between: str = "\n") -> str:
    """Return two texts together; one alone if they are the same or one is missing."""
    texts = dict.fromkeys(text for text in (english, chinese) if text)
    return between.join(texts)


@dataclass(frozen=True, kw_only=True)
class SheetWriter:  # one class: a writer for each sort of cell of one sheet
    """Write into one sheet; every text is written as text, whatever it looks like."""

    sheet: Worksheet
    styles: Styles
    widths: tuple[float, ...]

    def open(self, title: str, lines: Sequence[str], back: str) -> None:
        """Write the title, what the sheet is for, and the way back; set the widths."""
        for column, wide in enumerate(self.widths):
            self.sheet.set_column(column, column, wide, self.styles.plain())
        self.sheet.set_row(0, 24)
        flat = self.styles.of(bold=True, font_size=15, font_color=self.styles.brand.accent)
        self.sheet.write_string(0, 0, title, flat)
        muted = self.styles.of(font_color=self.styles.brand.muted)
        for row, line in enumerate(lines, start=1):
            self.sheet.write_string(row, 0, line, muted)
        if back:
            link = self.styles.link(wraps=False)
            text = both(lambda: say("Back to the contents"), " ")
            self.sheet.write_url(len(lines) + 1, 0, f"internal:'{back}'!A1", link, text)

    def texts(
        self,
        row: int,
        texts: Sequence[object],
        look: Format | Sequence[Format],
        beside: str = "",
    ) -> None:
        """Write a row of texts and make it as tall as they, and what is filled in, need."""
        looks = [look] * len(texts) if isinstance(look, Format) else look
        for column, (text, each) in enumerate(zip(texts, looks, strict=True)):
            self.put(row, column, text, each)
        self.tall(row, [*map(shown, texts), beside], last=2)

    def tall(self, row: int, texts: Sequence[str], first: int = 0, last: int | None = None) -> None:
        """Make a row as tall as its texts need; a text beyond the columns lies in ``last``."""
        wide = [*self.widths[first:]]
        wide += [self.widths[last]] if last is not None and len(wide) > last else []
        needed = max((height(text, size - 1) for text, size in zip(texts, wide, strict=False)))
        self.sheet.set_row(row, max(needed + 3, 18.0))

    def put(self, row: int, column: int, value: object, style: Format) -> None:
        """Write one value as what it is."""
        if value is None:
            self.sheet.write_blank(row, column, None, style)
        elif isinstance(value, bool):
            self.sheet.write_boolean(row, column, value, style)
        elif isinstance(value, int | float):
            self.sheet.write_number(row, column, value, style)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, value, style)
        else:
            self.sheet.write_string(row, column, str(value), style)

    def head(self) -> Format:
        """Return the look of a head."""
        return self.styles.head()

    def note(self, **wishes: Any) -> Format:
        """Return the look of what explains a cell."""
        return self.styles.plain(bottom=1, bottom_color=GRID, **wishes)

    def muted(self) -> Format:
        """Return the look of what explains a cell at the side."""
        return self.note(font_color=self.styles.brand.muted, font_size=9)

    def key(self) -> Format:
        """Return the look of a key, which only the reader needs."""
        return self.styles.of(font_color=self.styles.brand.muted, font_size=8, bg_color=_SHADE)

    def default(self, field: Field, value: object) -> Format:
        """Return the look of a default, in the pattern of its key."""
        plain = isinstance(value, int | float) and not isinstance(value, bool)
        pattern = _pattern(field, value) if plain else "@"
        return self.note(num_format=pattern, align="left", font_color=self.styles.brand.muted)

    def input(self, field: Field, value: object = None, *, must: bool = False) -> Format:
        """Return the look of a cell to fill in."""
        text = field.kind in _LEFT or isinstance(value, str)
        return self.styles.of(
            num_format="@" if text else _pattern(field, value),
            align="left" if field.kind in _LEFT else "right",
            valign="top",
            text_wrap=field.kind in _LEFT,
            font_color=INPUT,
            bg_color=MUST if must else MAY,
            border=1,
            border_color=GRID,
        )

    def fill(self, row: int, column: int, field: Field, value: Any, *, must: bool) -> Cell | None:
        """Write a value to fill in, or the empty cell for it; return what stands there."""
        cell = None if value is None else as_cell(value, field)
        self.put(row, column, cell, self.input(field, cell, must=must))
        return cell

    def allow(self, area: tuple[int, int, int, int], field: Field) -> None:
        """Let Excel offer the choices of a field, and refuse what lies outside its bounds."""
        rule = _rule(field)
        if rule is None:
            return
        title = both(lambda: say("Not allowed here"), " ")
        message = bilingual(*allowed(field)) or both(lambda: say("See the column beside"), " ")
        self.sheet.data_validation(
            *area, {**rule, "error_title": title[:32], "error_message": message[:255]}
        )

    def close(self, head: int, *, columns: int = 0, repeat: bool = True) -> None:
        """Freeze what stands above the cells to fill in, and set how the sheet prints."""
        self.sheet.freeze_panes(head + 1, columns)
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&L&8&A&R&8&P / &N")
        if repeat:
            self.sheet.repeat_rows(head)


def allowed(field: Field) -> tuple[str, str]:
    """Return in English and Chinese what may stand in a field's cell."""
    with speaking("en"):
        english = _allowed(field)
    with speaking("zh"):
        return english, _allowed(field)


def _allowed(field: Field) -> str:
    if field.kind == "bool":
        return "TRUE / FALSE"
    if field.kind == "choice":
        return " / ".join(field.choices)
    if field.kind == "words":
        few = " / ".join(field.choices)
        many = say("one or several, with ; between them")
        return f"{few}\n{many}" if few else many
    if field.kind == "date":
        return say("a date")
    if field.kind == "literal":
        return say("written as in TOML")
    if field.kind == "text":
        return say("text")
    return _bounds(field)


def _bounds(field: Field) -> str:
    low, high = (_bound(bound, field) for bound in (field.low, field.high))
    if field.high is not None and abs(field.high) >= 1e9:  # no bound that anybody meets
        high = ""
    if field.low is not None and abs(field.low) >= 1e9:
        low = ""
    below = f"{'>' if field.low_open else '≥'} {low}" if low else ""
    above = f"{'<' if field.high_open else '≤'} {high}" if high else ""
    bounds = ", ".join(filter(None, (below, above)))
    if low and high and not (field.low_open or field.high_open):
        bounds = f"{low} – {high}"
    if field.kind == "integer":
        whole = say("a whole number")
        return f"{whole} {bounds}".strip()
    return bounds or say("a number")


def _bound(bound: float | None, field: Field) -> str:
    if bound is None:
        return ""
    return f"{bound:.0%}" if field.kind == "share" else f"{bound:,.10g}"


def _pattern(field: Field, value: object) -> str:
    if field.kind in ("number", "integer") and isinstance(value, int):
        return "#,##0"
    return "General" if field.kind == "number" else _PATTERNS.get(field.kind, "General")


def _rule(field: Field) -> dict[str, Any] | None:
    """Return Excel's rule for a field's cells."""
    if field.kind == "bool":
        return {"validate": "list", "source": ["TRUE", "FALSE"]}
    if field.kind == "choice" and len(",".join(field.choices)) <= 255:
        return {"validate": "list", "source": list(field.choices)}
    if field.kind == "date":
        return {"validate": "date", "criteria": "between", "minimum": _FIRST, "maximum": _LAST}
    if field.kind not in ("integer", "number", "share"):
        return None
    kind = "integer" if field.kind == "integer" else "decimal"
    low, high = field.low, field.high
    if low is not None and high is not None and not (field.low_open or field.high_open):
        return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
    if low is not None:
        return {"validate": kind, "criteria": ">" if field.low_open else ">=", "value": low}
    if high is not None:
        return {"validate": kind, "criteria": "<" if field.high_open else "<=", "value": high}
    return {"validate": kind, "criteria": "between", "minimum": -1e12, "maximum": 1e12}
