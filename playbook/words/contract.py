"""Numbers as a contract writes them: amounts that cannot be altered, articles in their order."""

from __future__ import annotations

from playbook.words.language import language
from playbook.words.wording import exact_money

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_NUMERALS = "零一二三四五六七八九"


def contract_money(amount_cny: float) -> str:
    """Return an amount to the yuan; in Chinese with the capital words that nobody can alter.

    >>> contract_money(20_000)
    'CNY 20,000'
    >>> from playbook.words.language import speaking
    >>> with speaking("zh"):
    ...     contract_money(20_000)
    '人民币20,000元（大写：贰万元整）'
    """
    told = exact_money(amount_cny)
    if language() != "zh":
        return told
    return f"人民币{told}（大写：{in_capitals(round(amount_cny))}元整）"


def in_capitals(number: int) -> str:
    """Return a whole number in the capital numerals of Chinese contracts.

    >>> [in_capitals(n) for n in (0, 10, 105, 5_000, 60_000, 100_500, 120_030_405)]
    ['零', '壹拾', '壹佰零伍', '伍仟', '陆万', '壹拾万零伍佰', '壹亿贰仟零叁万零肆佰零伍']
    """
    if not number:
        return _DIGITS[0]
    groups = _groups(number)
    words = ""
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if words and group < 1000 and any(groups[: place + 1]) and not words.endswith("零"):
            words += _DIGITS[0]
        if group:
            words += _below_myriad(group) + _GROUPS[place]
    return words


def _groups(number: int) -> list[int]:
    """Return the myriads of a number, the lowest first."""
    found = []
    while number:
        number, group = divmod(number, 10_000)
        found.append(group)
    return found


def _below_myriad(number: int) -> str:
    words, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            words += (_DIGITS[0] if gap and words else "") + _DIGITS[digit] + _PLACES[place]
            gap = False
        else:
            gap = True
    return words


def article(number: int) -> str:
    """Return how an article is called by its number.

    >>> article(4)
    'Article 4'
    >>> from playbook.words.language import speaking
    >>> with speaking("zh"):
    ...     [article(n) for n in (4, 10, 16, 21)]
    ['第四条', '第十条', '第十六条', '第二十一条']
    """
    if language() != "zh":
        return f"Article {number}"
    tens, ones = divmod(number, 10)
    before = (_NUMERALS[tens] if tens > 1 else "") + "十" if tens else ""
    return f"第{before}{_NUMERALS[ones] if ones or not tens else ''}条"


def titled_article(number: int, title: str, text: str) -> str:
    """Return an article as one paragraph.

    >>> titled_article(1, "Scope", "It holds for all.")
    'Article 1 (Scope). It holds for all.'
    """
    if language() != "zh":
        return f"{article(number)} ({title}). {text}"
    return f"{article(number)}（{title}）{text}"
