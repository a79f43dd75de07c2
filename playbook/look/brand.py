"""The brand pack: names, logo, colours, fonts and footer of the agency, in one TOML file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError

from playbook.look import theme
from playbook.look.fonts import check_glyphs
from playbook.look.logo import Logo, logo_of
from playbook.look.theme import contrast
from playbook.words.language import language
from sim.messages import Problem, ProblemError, RuleError, Saying, did_you_mean, msg
from sim.places import lies_there
from sim.tables.columns import one_line
from sim.tables.text_file import bytes_of, text_of
from sim.tables.toml import toml_tree

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Words = Annotated[str, Field(max_length=200)]

READABLE = 4.5
"""The least contrast of text and its ground (WCAG 2.1, level AA)."""


class Brand(BaseModel):
    """How the agency's documents look; every key has a default, so an empty file is legal.

    Texts come in two languages, ``*_en`` and ``*_zh``; ``logo`` is a PNG or SVG file whose path is
    taken from the brand file's folder. ``font`` and ``font_zh`` are the fonts that PowerPoint and
    Word ask for by name; HTML and PDF carry their own.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    agency_en: Words = "Green Channel"
    agency_zh: Words = "绿色通道"
    footer_en: Words = ""
    footer_zh: Words = ""
    confidential_en: Words = "Confidential: for the client named here only"
    confidential_zh: Words = "保密文件，仅供本客户内部使用"
    logo: Words = ""
    logo_alt: Words = ""
    accent: Colour = theme.ACCENT
    ink: Colour = theme.INK
    muted: Colour = theme.MUTED
    good: Colour = theme.GOOD
    bad: Colour = theme.BAD
    font: Words = "Calibri"
    font_zh: Words = "Microsoft YaHei"
    _drawn: Logo | None = PrivateAttr(default=None)

    @property
    def agency(self) -> str:
        """Return the agency's name in the language spoken."""
        return str(getattr(self, f"agency_{language()}"))

    @property
    def footer(self) -> str:
        """Return the footer's words in the language spoken; may be empty."""
        return str(getattr(self, f"footer_{language()}"))

    @property
    def confidential(self) -> str:
        """Return the confidentiality line in the language spoken; may be empty."""
        return str(getattr(self, f"confidential_{language()}"))

    @property
    def picture(self) -> Logo | None:
        """Return the logo as it was when the brand was read, or None when there is none."""
        return self._drawn

    def texts(self) -> Iterable[str]:
        """Yield the words that appear on the pages."""
        yield from (self.agency, self.footer, self.confidential, self.logo_alt)


def load_brand(path: str | Path) -> Brand:
    """Return the brand of a file; raise ``ProblemError`` with all that is wrong with it."""
    file = Path(path)
    try:
        tree = toml_tree(text_of(file, str(path)))
    except RuleError as error:
        raise ProblemError(Problem(where=str(path), rule=error.rule)) from None
    try:
        brand = Brand(**tree)
    except ValidationError as error:
        faults = [_problem(str(path), dict(fault)) for fault in error.errors()]
        raise ProblemError(faults) from None
    problems = [*_unreadable(brand, str(path)), *_unprintable(brand, str(path))]
    try:
        brand._drawn = _logo(file.parent, brand.logo, str(path))
    except ProblemError as error:
        problems += error.problems
    if problems:
        raise ProblemError(problems)
    return brand


def _logo(folder: Path, name: str, where: str) -> Logo | None:
    if not name:
        return None
    rule: Saying = msg("no such file")
    remedy: Saying = ""
    if lies_there(folder / name):
        try:
            return logo_of(bytes_of(folder / name, where))
        except RuleError as error:
            rule, remedy = error.rule, msg("Export it anew as PNG, or as a plain SVG")
    raise ProblemError(Problem(where=where, field="logo", value=name, rule=rule, remedy=remedy))


def _unprintable(brand: Brand, where: str) -> Iterator[Problem]:
    """Yield the texts that hold what cannot be seen, or what no font draws."""
    for field, text in brand.model_dump(exclude={"logo"}).items():
        try:
            one_line(text)
            check_glyphs([text], where)
        except RuleError as error:
            yield Problem(where=where, field=field, value=text, rule=error.rule)
        except ProblemError as error:
            yield from (replace(problem, field=field) for problem in error.problems)


def _unreadable(brand: Brand, where: str) -> Iterator[Problem]:
    for name in _COLOURS:
        colour = getattr(brand, name)
        found = contrast(colour, "#ffffff")
        if found < READABLE:
            rule = msg(
                "has a contrast of {found} on white; text needs {least}",
                found=f"{found:.1f}",
                least=READABLE,
            )
            remedy = msg("Take a darker shade")
            yield Problem(where=where, field=name, value=colour, rule=rule, remedy=remedy)


def _problem(where: str, fault: Mapping[str, Any]) -> Problem:
    field = ".".join(str(part) for part in fault["loc"])
    rule: Saying = msg("must be text of at most 200 letters")
    remedy: Saying = ""
    if fault["type"] == "extra_forbidden":
        rule, remedy = msg("no such setting"), did_you_mean(field, Brand.model_fields)
    elif field in _COLOURS:
        rule = msg("must be a colour such as #0b4f7d")
    return Problem(where=where, field=field, value=fault["input"], rule=rule, remedy=remedy)


_COLOURS = ("accent", "ink", "muted", "good", "bad")
