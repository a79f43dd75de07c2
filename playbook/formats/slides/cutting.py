"""Cut text that is longer than a slide: after a sentence, else after a word."""

from __future__ import annotations

from playbook.formats.slides import measure

_SENTENCE_ENDS = (". ", "。", "；", "; ")


def in_parts(text: str, width: float, high: float, size: float) -> list[str]:
    """Return ``text`` in parts of at most ``high`` points, cut after sentences if it can be."""
    parts = []
    rest = text
    while rest and measure.height(rest, width, size) > high:
        fits = 1
        step = len(rest)
        while step:
            if fits + step <= len(rest) and measure.height(rest[: fits + step], width, size) < high:
                fits += step
            else:
                step //= 2
        ends = [rest.rfind(end, 0, fits) + len(end) for end in _SENTENCE_ENDS if end in rest[:fits]]
        cut = max(ends, default=0)
        if cut < fits // 2:
            gap = rest.rfind(" ", 0, fits)
            cut = gap if gap > fits // 2 else fits
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest] if rest else parts
