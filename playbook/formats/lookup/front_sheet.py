"""The front: what is set, in blue and checked, and the answer that is looked up for it."""

from __future__ import annotations

from math import isnan

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from playbook.formats.lookup.parts import Both, Input, LookupBook, Output, line
from playbook.formats.lookup.places import (
    CHOICE,
    CHOICE_ROW,
    FIRST,
    INPUT_COLUMN,
    INSIDE,
    SET,
    Places,
    printed,
    quoted,
)
from playbook.formats.workbook.styles import INPUT, Styles, pattern
from playbook.words.language import LANGUAGES, in_both, say
from playbook.words.wording import DASH

WIDTHS = (2, 40, 34, 36, 20, 20, 20, 20, 40)
EN, ZH, OWN, TODAY, MORE, LOW, HIGH = range(1, 8)
RANGE, MEANING = 4, 5
MOST_INPUTS = 4
"""So many rows are kept for inputs, so that the answer stands where it stands."""

STATUS = CHOICE_ROW + MOST_INPUTS + 2
ANSWER = STATUS + 4
"""The rows of what is said of the inputs, one a language, and of the heads of the answer."""

_MULTIPLE = '"× "0.0##'


def write_front(sheet: Worksheet, styles: Styles, book: LookupBook) -> None:
    """Write the sheet."""
    place = Places(book)
    for column, wide in enumerate(WIDTHS):
        sheet.set_column(column, column, wide)
    sheet.hide_gridlines(2)
    for row, language in enumerate(LANGUAGES):
        title = styles.of(bold=True, font_size=16 - 4 * row, font_color=book.brand.accent)
        sheet.write_string(row, EN, book.title[language], title)
        sheet.write_string(row + 2, EN, book.lead[language], styles.of(font_color=book.brand.muted))
        sheet.set_row(row, 24 - 6 * row)
    _heads(sheet, styles, CHOICE_ROW - 1, _input_heads())
    _choice(sheet, styles, place)
    for nth, one in enumerate(book.inputs):
        _input(sheet, styles, CHOICE_ROW + 1 + nth, one)
    _idle(sheet, styles, place)
    _status(sheet, styles, place)
    _answer(sheet, styles, place)
    _print(sheet, place)


def _input_heads() -> tuple[Both, ...]:
    return (
        in_both(lambda: say("What you set (blue)")),
        {"en": "", "zh": ""},
        in_both(lambda: say("set here")),
        in_both(lambda: say("from – to")),
        in_both(lambda: say("what it means")),
        {"en": "", "zh": ""},
        {"en": "", "zh": ""},
    )


def _heads(sheet: Worksheet, styles: Styles, row: int, heads: tuple[Both, ...]) -> None:
    sheet.set_row(row, 30)
    for column, head in enumerate(heads, start=EN):
        sheet.write_string(row, column, "\n".join(filter(None, head.values())), styles.head())


def _names(sheet: Worksheet, styles: Styles, row: int, name: Both) -> None:
    style = styles.of(valign="vcenter")
    sheet.write_string(row, EN, name["en"], style)
    sheet.write_string(row, ZH, name["zh"], style)


def _typed(styles: Styles, number: str = "@") -> object:
    return styles.of(
        font_color=INPUT,
        bold=True,
        border=1,
        num_format=number,
        bg_color="#fffbe6",
        align="right",
        valign="vcenter",
    )


def _choice(sheet: Worksheet, styles: Styles, place: Places) -> None:
    choice = place.book.choice
    _names(sheet, styles, CHOICE_ROW, choice.name)
    own = line(choice.options[choice.chosen])
    sheet.write_string(CHOICE_ROW, INPUT_COLUMN, own, _typed(styles))
    _meaning(sheet, styles, CHOICE_ROW, choice.meaning)
    sheet.data_validation(
        CHOICE_ROW,
        INPUT_COLUMN,
        CHOICE_ROW,
        INPUT_COLUMN,
        {
            "validate": "list",
            "source": f"={place.listed(0)}",
            "error_title": "What if · 假如",
            "error_message": line(in_both(lambda: say("Choose one of the list."))),
        },
    )


def _input(sheet: Worksheet, styles: Styles, row: int, one: Input) -> None:
    number = _pattern(one.format)
    _names(sheet, styles, row, one.name)
    sheet.write_number(row, INPUT_COLUMN, one.value, _typed(styles, number))
    sheet.write_string(row, RANGE, _range(one), styles.of(align="center", valign="vcenter"))
    _meaning(sheet, styles, row, one.meaning)
    sheet.data_validation(
        row,
        INPUT_COLUMN,
        row,
        INPUT_COLUMN,
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": one.nodes[0],
            "maximum": one.nodes[-1],
            "ignore_blank": False,
            "error_title": "What if · 假如",
            "error_message": line(in_both(lambda: say("The grid does not reach there.")))
            + f" {_range(one)}",
        },
    )


def _meaning(sheet: Worksheet, styles: Styles, row: int, meaning: Both) -> None:
    style = styles.of(font_size=9, indent=1, text_wrap=True, valign="vcenter")
    sheet.merge_range(row, MEANING, row, HIGH, "", style)
    sheet.write_string(row, MEANING, "\n".join(meaning.values()), style)
    sheet.set_row(row, 27)


def _pattern(format: str) -> str:
    return _MULTIPLE if format == "multiple" else "0.0##" if format == "number" else pattern(format)


def _range(one: Input) -> str:
    return (
        f"{one.nodes[0]:,g} – {one.nodes[-1]:,.0f}"
        if one.format == "money"
        else (f"{one.nodes[0]:g} – {one.nodes[-1]:g}")
    )


def _idle(sheet: Worksheet, styles: Styles, place: Places) -> None:
    """Say beside the first input that it moves nothing where the choice has no use for it."""
    told = line(in_both(lambda: say("Moves nothing under this regime.")))
    idle = f"INDEX({place.listed(1)},MAX(1,{place.cell(CHOICE, SET)}))"
    own = place.book.choice.idle[place.book.choice.chosen]
    style = styles.of(font_size=9, font_color=place.book.brand.bad)
    formula = f'=IF({idle}=1,{quoted(told)},"")'
    sheet.write_formula(CHOICE_ROW + 1, HIGH + 1, formula, style, told if own else "")


def _status(sheet: Worksheet, styles: Styles, place: Places) -> None:
    """Say in both languages that the answer is looked up, or what lies outside and is refused."""
    for row, language in enumerate(LANGUAGES, start=STATUS):
        inside = in_both(lambda: say("Inside the grid: looked up between simulated nodes."))
        formula = f"=IF({place.inside}=1,{quoted(inside[language])},{_refusal(place, language)})"
        style = styles.of(bold=True, font_color=place.book.brand.bad)
        sheet.write_formula(row, EN, formula, style, inside[language])
        sheet.conditional_format(
            row,
            EN,
            row,
            EN,
            {
                "type": "formula",
                "criteria": f"={place.inside}=1",
                "format": styles.of(font_color=place.book.brand.good),
            },
        )


def _refusal(place: Places, language: str) -> str:
    """Return the parts of a formula that name every input that lies outside."""
    refused = in_both(lambda: say("Refused: the grid does not reach there."))[language]
    end = {"en": ". ", "zh": "。"}[language]
    unknown = in_both(lambda: say("Choose one of the list."))[language]
    parts = [quoted(f"{refused} ")]
    outside = place.cell(CHOICE, INSIDE)
    parts.append(f'IF({outside}=1,"",{quoted(f"{unknown} ")})')
    for nth, one in enumerate(place.book.inputs):
        told = f"{one.name[language]}{ {'en': ': ', 'zh': '：'}[language] }{_range(one)}{end}"
        parts.append(f'IF({place.cell(FIRST + nth, INSIDE)}=1,"",{quoted(told)})')
    return "&".join(parts)


def _answer(sheet: Worksheet, styles: Styles, place: Places) -> None:
    book = place.book
    _heads(sheet, styles, ANSWER, _answer_heads())
    for nth, output in enumerate(book.outputs, start=1):
        _figure(sheet, styles, place, ANSWER + nth, output, has_interval=nth == 1)
    row = ANSWER + len(book.outputs) + 2
    for place_row, column, language in ((row, 2, "en"), (row + 1, 3, "zh")):
        number = f"MAX(1,{place.cell(CHOICE, SET)})"
        formula = f"=INDEX({place.listed(column)},{number})"
        told = book.errors[book.choice.chosen][language]
        sheet.write_formula(place_row, EN, formula, styles.of(italic=True), told)


def _answer_heads() -> tuple[Both, ...]:
    return (
        in_both(lambda: say("The figures")),
        {"en": "", "zh": ""},
        in_both(lambda: say("as set here")),
        in_both(lambda: say("today's OA")),
        in_both(lambda: say("difference")),
        in_both(lambda: say("95 % interval from")),
        in_both(lambda: say("95 % interval to")),
    )


def _figure(
    sheet: Worksheet, styles: Styles, place: Places, row: int, output: Output, *, has_interval: bool
) -> None:
    """Write a figure as set, of today's OA, and the difference; of the first one its interval."""
    _names(sheet, styles, row, output.name)
    shown, reach = place.book.shown, place.book.grid.reach
    own, today = shown[output.own], shown[output.today]
    cells = [xl_rowcol_to_cell(row, column) for column in range(MORE + 1)]
    both = f"AND(ISNUMBER({cells[OWN]}),ISNUMBER({cells[TODAY]}))"
    lacking = f'IF({place.inside}=1,{quoted(DASH)},"")'
    less = f"=IF({both},{cells[OWN]}-{cells[TODAY]},{lacking})"
    far = place.cell(place.answer, place.value_column(reach))
    told = {
        OWN: (f"={_looked_up(place, output.own)}", own),
        TODAY: (f"={_looked_up(place, output.today)}", today),
        MORE: (less, own - today),
    }
    if has_interval:
        for column, sign, value in ((LOW, "-", -shown[reach]), (HIGH, "+", shown[reach])):
            text = f"=IF(ISNUMBER({cells[MORE]}),{cells[MORE]}{sign}{far},{lacking})"
            told[column] = (text, own - today + value)
    for column, (formula, value) in told.items():
        number = pattern(output.format if column in (OWN, TODAY) else _signed(output.format))
        style = styles.of(num_format=number, align="right", bold=column == MORE, bottom=4)
        sheet.write_formula(row, column, formula, style, DASH if isnan(value) else value)


def _signed(format: str) -> str:
    return {"money": "signed_money", "share": "points", "hours": "signed_hours"}.get(format, format)


def _looked_up(place: Places, column: int) -> str:
    return place.cell(place.answer, place.value_column(column))


def _print(sheet: Worksheet, place: Places) -> None:
    printed(sheet)
    sheet.print_area(0, 0, ANSWER + len(place.book.outputs) + 4, HIGH + 1)
    sheet.set_selection(CHOICE_ROW, INPUT_COLUMN, CHOICE_ROW, INPUT_COLUMN)
