"""One truth: named quantities, where the papers of a client say them, and what contradicts.

A quantity is found by what it is said with, in either language. Two values agree when both can be
the same number as written: 64,261 and 6.43万元 do, 64,261 and 6.44万元 do not.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import cache

from playbook.blocks import Kpis, Provenance, Table
from playbook.words.language import speaking


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """Hold a quantity's full name, and its sayings: a place in braces stands for its value."""

    name: str
    unit: str
    period: str
    population: str
    basis: str
    en: tuple[str, ...]
    zh: tuple[str, ...]

    def sayings(self, language):
        """Return the patterns with which a language says it."""
        return tuple(_pattern(saying) for saying in getattr(self, language))


@dataclass(frozen=True, kw_only=True)
class Said:
    """Hold one saying of a quantity: the line that holds it, and the least and most it can mean.

    It begins in the line ``at`` that letter. A date is a text in ``value`` and has no ends.
    """

    document: str
    language: str
    line: str
    told: str
    at: int = 0
    value: str = ""
    least: float = 0.0
    most: float = 0.0

    def instead(self, told):
        """Return the line with another value in this one's place."""
        text = self.line[: self.at] + told + self.line[self.at + len(self.told) :]
        return Line(document="planted", language=self.language, text=text)

    def agrees(self, other):
        """Tell whether both can mean one value."""
        if self.value or other.value:
            return self.value == other.value
        return self.least <= other.most and other.least <= self.most


@dataclass(frozen=True, kw_only=True)
class Line:
    """Hold one line of a paper: a sentence, a key figure with its label, or a row of a table."""

    document: str
    language: str
    text: str
    table: str = ""


SEASON = "season and the 90 days after"
OFFERED = "recommended against OA"

QUANTITIES = (
    Quantity(
        name="contribution gained",
        unit="CNY",
        period=SEASON,
        population=OFFERED,
        basis="mean of the same runs",
        en=(
            r"raises contribution by {money} in \d+ months and",
            r"the 90 days after: {money} (",
            r"^contribution | {money}$",
            r"adds {money} to the contribution, the 90 days after",
        ),
        zh=(
            r"天的边际贡献增加{money}（95%",
            r"及其后90天）: {money} (",
            r"^边际贡献 | {money}$",
        ),
    ),
    Quantity(
        name="offers captured, recommended",
        unit="share",
        period="season",
        population="offers filed",
        basis="mean of seasons",
        en=(
            r"[Ww]ith [^.,:;]*, {share} of the offers are won, through OA",
            r"win with [^:]*: {share} of all offers",
        ),
        zh=(r"的资源获取率为{share}，OA", r"的获取率计入，合计{share}；"),
    ),
    Quantity(
        name="offers captured, OA",
        unit="share",
        period="season",
        population="offers filed",
        basis="mean of seasons",
        en=(r"are won, through OA as it is {share}", r"^OA as it is | {share} |"),
        zh=(r"的资源获取率为[\d.]+%，现有OA流程为{share}", r"^现有OA流程 | {share} |"),
    ),
    Quantity(
        name="most lost within a month, one run in 20",
        unit="CNY",
        period="month",
        population="deals that the agency decides",
        basis="95th percentile",
        en=(
            r"falls? by more than {money} within a month in one run in 20",
            r"In one run in 20 the deals decided by the agency fall by more than {money} within",
            r"In 19 runs of 20 no month falls by more than {money}\.",
        ),
        zh=(
            r"活动的价值在一个月内回落超过{money}",
            r"95%的情形下，任何月份的累计回落均不超过{money}",
        ),
    ),
    Quantity(
        name="quota per decision",
        unit="CNY",
        period="one decision",
        population="charter recommended",
        basis="commitment",
        en=(
            r"green-channel charter by [^:]*: {money} a decision",
            r"charter recommended has {money} a decision",
            r"^2 | Quota per decision | .* | {money} \(",
        ),
        zh=(
            r"单笔额度{money}，月度额度",
            r"授权书单笔额度为{money}",
            r"^2 | 单笔额度 | .* | {money}（",
        ),
    ),
    Quantity(
        name="quota per month",
        unit="CNY",
        period="month",
        population="charter recommended",
        basis="commitment",
        en=(r"a decision, {money} a month", r"^3 | Quota per month | .* | {money} \("),
        zh=(r"月度额度{money}[，：]", r"^3 | 月度额度 | .* | {money}（"),
    ),
    Quantity(
        name="limit of the agency alone",
        unit="CNY",
        period="one decision",
        population="charter recommended",
        basis="commitment",
        en=(
            r"Up to {money} the agency signs alone",
            r"^1 | Limit of the agency alone | .* | {money} \(",
        ),
        zh=(r"{money}以内由代运营商独立决定", r"^1 | 代运营商单独决策限额 | .* | {money}（"),
    ),
    Quantity(
        name="stop-loss",
        unit="CNY",
        period="month",
        population="deals that the agency decides",
        basis="loss",
        en=(
            r"^11 | Stop-loss | .*{money} \(",
            r"The stop-loss of {money} a month acts",
            r"deals of a month lose more than {money}:",
            r"channel's deals have lost {money} suspends",
        ),
        zh=(
            r"^11 | 止损线 | (?:.* | )?{money}（",
            r"每月{money}的止损线",
            r"当月绿色通道活动累计亏损达{money}",
        ),
    ),
    Quantity(
        name="date asked for",
        unit="date",
        period="plan",
        population="go-live",
        basis="client's file",
        en=(
            r"chance of going live by {date} is",
            r"or keep {date}\b",
        ),
        zh=(
            r"按期于{date}上线的概率",
            r"维持{date}，并",
        ),
    ),
    Quantity(
        name="likely date",
        unit="date",
        period="plan",
        population="go-live",
        basis="most likely durations",
        en=(
            r"^Live by most likely durations: {date} \(",
            r"tasks lead to the go-live on {date}",
            r"the store is live on {date}, after",
        ),
        zh=(r"^按最可能工期上线: {date} \(", r"即可于{date}（", r"店铺将于{date}上线，历时"),
    ),
    Quantity(
        name="date that is safe to announce",
        unit="date",
        period="plan",
        population="go-live",
        basis="met by 80 % of sampled plans",
        en=(r"Safe to announce: {date}\b", r"Announce {date} as", r"announce {date}, which"),
        zh=(r"可对外承诺日期: {date}", r"对外宣布{date}上线", r"对外承诺{date}上线"),
    ),
    Quantity(
        name="chance of the date asked for",
        unit="share",
        period="plan",
        population="sampled plans",
        basis="go-live",
        en=(
            r"^Chance of the date asked for: {share} \(",
            r"chance of going live by [^.]*? is {share}",
            r"Without any delay the chance is {share}",
        ),
        zh=(r"^按期上线的?概率: {share} \(", r"按期于[^。]*上线的概率为{share}"),
    ),
    Quantity(
        name="date of the charter's signature",
        unit="date",
        period="plan",
        population="charter",
        basis="most likely durations",
        en=(
            r"^Green-channel charter signed: {date} \(",
            r"the charter is signed on {date} \(",
            r"green-channel charter by {date}:",
            r"the charter's signature on {date}\.",
            r'"Green-channel charter signed" \(GV6\), planned for {date}\.',
        ),
        zh=(
            r"授权书签署: {date} \(",
            r"授权书于{date}（",
            r"于{date}前签署绿色通道授权书",
            r"其中授权书于{date}签署",
        ),
    ),
    Quantity(
        name="tasks of the plan",
        unit="tasks",
        period="plan",
        population="all areas",
        basis="network",
        en=(
            r"of the plan's {count} tasks lie",
            r"\d of {count} tasks lead to",
            r"network of {count} tasks\.",
            r"part in most tasks: [^.]*, in \d+ of {count}\.",
        ),
        zh=(
            r"计划共{count}项任务",
            r"^全部{count}项任务中，完成其中",
            r"参与任务最多的角色：[^，]*，参与{count}项任务",
        ),
    ),
    Quantity(
        name="decisions to sign",
        unit="decisions",
        period="plan",
        population="all areas",
        basis="network",
        en=(r"^{count} decisions by \d+ signator", r"the plan lists {count} decisions"),
        zh=(r"位签字人须作出{count}项决策", r"上线计划共列{count}项决策"),
    ),
    Quantity(
        name="inputs of the client",
        unit="inputs",
        period="plan",
        population="all areas",
        basis="network",
        en=(
            r"delivers {count} inputs$",
            r"posts, and {count} inputs by",
            r" {count} inputs from your side",
        ),
        zh=(r"共须完成{count}项配合事项", r"日前须提供{count}项投入", r"日前提供{count}项资料"),
    ),
    Quantity(
        name="full-time posts of the client",
        unit="posts",
        period="preparation",
        population="client",
        basis="post table",
        en=(r"roles, together {count} full-time posts", r"at the agency, {count} at"),
        zh=(r"个角色，合计{count}个全职岗位", r"团队：代运营商全职[\d.]+人，.*全职{count}人"),
    ),
    Quantity(
        name="promotion budget",
        unit="CNY",
        period="quarter",
        population="client",
        basis="approved",
        en=(
            r"^Promotion budget a quarter | {money}$",
            r"^promotion budget a quarter | {money}$",
            r"Budget of a quarter: {money},",
            r"^Of {money} a quarter",
            r"third of the quarter's {money};",
        ),
        zh=(
            r"^季度推广预算 | {money}$",
            r"每季推广预算{money}，其中",
            r"^季度推广预算：{money}，",
            r"季度预算{money}的三分之一",
        ),
    ),
    Quantity(
        name="reserve for ad-hoc offers",
        unit="CNY",
        period="quarter",
        population="client",
        basis="part of the promotion budget",
        en=(r"of which {money} is held back for ad-hoc", r"a quarter, {money} is held back for"),
        zh=(r"，其中{money}预留给临时资源",),
    ),
    Quantity(
        name="client's target",
        unit="CNY",
        period="season",
        population="store",
        basis="sales",
        en=(r"Your target: sales of {money} in", r"short of the target of {money}$"),
        zh=(r"目标：\d+个月销售额{money}", r"距目标{money}尚差"),
    ),
    Quantity(
        name="sales that the plan reckons with",
        unit="CNY",
        period="season",
        population="store",
        basis="sales, recommended",
        en=(
            r"The plan reckons with {money}, ",
            r"^Operations: {money} in",
            r"^The tree gives {money}[, ]",
            r"Those runs sell {money} in the mean",
            r"^Over \d+ months the store sells {money} with",
        ),
        zh=(
            r"上线计划按{money}测算",
            r"^运营规划：\d+个月实现销售额{money}",
            r"^按目标树测算，销售额为{money}",
        ),
    ),
    Quantity(
        name="largest need of cash",
        unit="CNY",
        period="business case",
        population="client, recommended",
        basis="mean of seasons",
        en=(r"it needs {money} at its deepest, on average", r"^Most cash needed: {money} \("),
        zh=(r"最大资金占用平均为{money}", r"^最大资金占用: {money} \("),
    ),
    Quantity(
        name="present value",
        unit="CNY",
        period="business case",
        population="client, recommended",
        basis="discounted",
        en=(
            r"Its present value at [\d.]+ % a year is {money}\.",
            r"^Present value, managed: {money} \(",
        ),
        zh=(r"折现，净现值为{money}。", r"^托管运营净现值: {money} \("),
    ),
    Quantity(
        name="month of payback",
        unit="month",
        period="business case",
        population="client, recommended",
        basis="mean path",
        en=(r"has paid back in month {count} of", r"^Paid back: month {count}\b"),
        zh=(r"个月中的第{count}个月回本", r"^回本时间: 第{count}个月"),
    ),
    Quantity(
        name="agency's commission",
        unit="share",
        period="season",
        population="agency",
        basis="sales less returns",
        en=(r"^Agency commission | {share}$", r"a month and {share} of sales less returns"),
        zh=(r"^代运营商销售提成 | {share}$", r"另加退货后销售额的{share}"),
    ),
    Quantity(
        name="agency's fixed fee",
        unit="CNY",
        period="month",
        population="agency",
        basis="contract",
        en=(r"That is {money} a month and", r"^Monthly fixed fee[^|]* | {money} |"),
        zh=(r"即每月{money}，另加", r"^基础服务费（[^|]* | {money} |"),
    ),
    Quantity(
        name="items handed over",
        unit="items",
        period="notice",
        population="agency",
        basis="hand-over list",
        en=(
            r"the brand's; {count} items are handed over",
            r"agency leaves: {count} items are handed",
        ),
        zh=(r"通知期内交接{count}项", r"终止代运营：\d+天内交接{count}项"),
    ),
    Quantity(
        name="notice",
        unit="days",
        period="contract",
        population="both sides",
        basis="calendar",
        en=(
            r"within the notice of {count} days",
            r"handed over in {count} days$",
            r"; {count} days' notice",
        ),
        zh=(r"；{count}天通知期", r"{count}天通知期内交接", r"终止代运营：{count}天内交接"),
    ),
    Quantity(
        name="judgements behind the contribution",
        unit="share",
        period=SEASON,
        population="numbers behind the contribution",
        basis="counted alike",
        en=(r"{share} of the numbers behind",),
        zh=(r"数字中{share}为",),
    ),
    Quantity(
        name="alarm of the time to an answer",
        unit="time",
        period="first three months",
        population="offers",
        basis="one run in 20",
        en=(
            r"^Mean time from offer to answer \| [^|]* \| above {time} \|",
            r"mean time from offer to answer: {time};",
            r"^Decision latency \| .*\| > {time}$",
            r"or answers take more than {time} on average",
        ),
        zh=(
            r"到答复的平均时间 \| [^|]* \| 高于{time}",
            r"到答复的平均时间：{time}；",
            r"^决策时长 \| .*\| > {time}$",
        ),
    ),
    Quantity(
        name="orders of the busiest campaign day",
        unit="orders",
        period="day",
        population="store",
        basis="larger of rule and calendar",
        en=(r"Reckoned with is the larger: {count} orders, which",),
        zh=(r"以较大者为准：{count}单",),
    ),
    Quantity(
        name="parcels that the campaign needs",
        unit="parcels",
        period="day",
        population="warehouse",
        basis="sent within the days allowed",
        en=(
            r"must be sent within \d+ days?, {count} parcels a day",
            r"The campaign needs {count} parcels a day",
        ),
        zh=(r"天内发出，即每天{count}件",),
    ),
)


_NUMBER = r"[\d,]+(?:\.\d+)?"
_DAYS_EN = "|".join(calendar.month_name[1:])
_VALUES = {
    "{money}": rf"(?P<value>[+−]?(?:CNY {_NUMBER}(?: (?:k|m|bn))?|{_NUMBER}(?:万|亿)?元))",
    "{share}": rf"(?P<value>{_NUMBER} ?%)",
    "{count}": rf"(?P<value>{_NUMBER})",
    "{time}": rf"(?P<value>{_NUMBER} ?(?:min|h|d|分钟|小时|天))",
    "{date}": rf"(?P<value>\d+ (?:{_DAYS_EN}) \d{{4}}|\d{{4}}年\d+月\d+日)",
}
_TIMES = {
    "k": 1e3,
    "m": 1e6,
    "bn": 1e9,
    "万": 1e4,
    "亿": 1e8,
    "min": 1 / 60,
    "分钟": 1 / 60,
    "d": 24.0,
    "天": 24.0,
}


@cache
def _pattern(saying):
    """Return a saying as a regular expression; its bars are those between cells."""
    text = saying.replace(" | ", r" \| ").replace("} |", r"} \|").replace("} (", r"} \(")
    for place, pattern in _VALUES.items():
        text = text.replace(place, pattern)
    return re.compile(text)


def lines_of(papers):
    """Return the lines of all papers of a client, by which quantities are found."""
    return tuple(
        line
        for (document, language), blocks in papers.items()
        for line in _lines(blocks, document, language)
    )


def _lines(blocks, document, language):
    with speaking(language):
        for block in blocks:
            if isinstance(block, Provenance) or getattr(block, "language", "") not in (
                "",
                language,
            ):
                continue
            for table, text in _told(block):
                yield Line(document=document, language=language, text=text, table=table)


def _told(block):
    if isinstance(block, Kpis):
        yield from (("", f"{one.label}: {one.value} ({one.detail})") for one in block.items)
    elif isinstance(block, Table):
        yield from ((block.title, text) for text in (block.title, block.note) if text)
        units = [unit for _, unit in block.heads()]
        for row in range(len(block.rows)):
            words = block.words(row)
            cells = [_with_unit(*pair) for pair in zip(words, units, strict=True)]
            yield block.title, " | ".join(cells)
    else:
        told = block.to_dict()
        found = [told.get(key) for key in ("title", "text", "alt", "note")]
        yield from (
            ("", text) for text in (*found, *told.get("items", ())) if isinstance(text, str)
        )


def _with_unit(words, unit):
    """Return a number of a column of money with the unit that the head has said."""
    found = re.fullmatch(rf"([+−]?)({_NUMBER})", words)
    if not found or unit not in ("CNY", "CNY k", "元", "万元"):
        return words
    sign, number = found.groups()
    if unit.startswith("CNY"):
        return f"{sign}CNY {number}{unit.removeprefix('CNY')}"
    return f"{words}{unit}"


def said(quantity, lines):
    """Return everything that the lines say of a quantity."""
    return [
        _parsed(line, found["value"], found.start("value"))
        for line in lines
        for pattern in quantity.sayings(line.language)
        for found in pattern.finditer(line.text)
    ]


def _parsed(line, told, at=0):
    where = {"document": line.document, "language": line.language, "line": line.text}
    where |= {"told": told, "at": at}
    date = _date(told)
    if date:
        return Said(**where, value=date)
    number = re.search(_NUMBER, told)[0]
    unit = told[told.index(number) + len(number) :].strip().removesuffix("元")
    times = _TIMES.get(unit, 1.0)
    decimals = _decimals(number, told, unit)
    value = float(number.replace(",", "")) * (-1 if "−" in told else 1)
    half = 0.5000001 / 10**decimals
    return Said(**where, least=(value - half) * times, most=(value + half) * times)


def _decimals(number, told, unit):
    """Return how exactly a number is written; noughts behind the point are left out."""
    written = len(number.partition(".")[2])
    if "%" in told or unit in ("min", "分钟", "h", "小时", "d", "天"):
        return max(written, 1)
    digits = len(number.partition(".")[0].replace(",", ""))
    return max(written, 3 - digits) if unit in ("m", "bn", "万", "亿") else written


def _date(told):
    chinese = re.fullmatch(r"(\d{4})年(\d+)月(\d+)日", told)
    if chinese:
        return "{}-{:0>2}-{:0>2}".format(*chinese.groups())
    english = re.fullmatch(rf"(\d+) ({_DAYS_EN}) (\d{{4}})", told)
    if english is None:
        return ""
    day, month, year = english.groups()
    return f"{year}-{list(calendar.month_name).index(month):0>2}-{day:0>2}"


def contradictions(lines, quantities=QUANTITIES):
    """Return what the lines say of one quantity in two ways, each as quantity and two sayings."""
    found = []
    for quantity in quantities:
        told = said(quantity, lines)
        pairs = ((one, other) for n, one in enumerate(told) for other in told[:n])
        found += [
            f"{quantity.name}: {other.told} ({other.document}-{other.language}: {other.line[:90]})"
            f" but {one.told} ({one.document}-{one.language}: {one.line[:90]})"
            for one, other in pairs
            if not one.agrees(other)
        ][:3]
    return found


MONTHS = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept|Oct|Nov|Dec) \d{4}|\d{4}年\d+月")

LINES_BY_MONTH = {
    "sales": "sales",
    "sales expected": "sales",
    "Sales": "sales",
    "contribution": "contribution",
    "销售额": "sales",
    "预计销售额": "sales",
    "边际贡献": "contribution",
}
"""What a row or a column of months is called, and which line of the money it is."""

ROUNDED = {"sales": 0.0, "contribution": 200.0}
"""By how many yuan two tables may differ: each spreads what deciding costs over its own months."""


def money_by_month(papers):
    """Yield line, month, document, and the least and most that a table's cell can mean."""
    for (document, language), blocks in papers.items():
        with speaking(language):
            for table in (block for block in blocks if isinstance(block, Table)):
                for line, month, value in _monthly(table):
                    yield line, _month(month), f"{document}-{language}: {table.title}", value


def _monthly(table):
    heads = [name for name, _ in table.heads()]
    for row in table.rows:
        if MONTHS.fullmatch(str(row[0])):
            told = zip(heads, row, strict=True)
            yield from ((LINES_BY_MONTH[n], row[0], v) for n, v in told if n in LINES_BY_MONTH)
        elif row[0] in LINES_BY_MONTH:
            told = zip(heads, row, strict=True)
            yield from ((LINES_BY_MONTH[row[0]], n, v) for n, v in told if MONTHS.fullmatch(n))


def _month(text):
    chinese = re.fullmatch(r"(\d{4})年(\d+)月", text)
    if chinese:
        return f"{chinese[1]}-{chinese[2]:0>2}"
    name, year = text.split()
    return f"{year}-{list(calendar.month_abbr).index(name[:3]):0>2}"


def months_told_apart(told):
    """Return the lines of a month that two tables give two values; ``told`` as they yield them."""
    first, found = {}, []
    for line, month, where, value in told:
        least, most = _ends(value)
        known = first.setdefault((line, month), (where, least, most))
        if least > known[2] + ROUNDED[line] or most < known[1] - ROUNDED[line]:
            found.append(
                f"{line} of {month}: {known[1]:,.0f} ({known[0]}) but {least:,.0f} ({where})"
            )
    return found


def _ends(value):
    """Return the least and most that a cell can mean: a number to the yuan, a text as written."""
    if isinstance(value, str):
        line = Line(document="", language="", text=value)
        told = _parsed(line, value)
        return told.least, told.most
    return value - 0.5, value + 0.5


AS_TOLD = ("as the client file says", "按贵方资料")
"""How a row is called in which nothing is changed."""


def base_rows(papers):
    """Yield document and value of each row of a side study in which nothing is changed."""
    for (document, language), blocks in papers.items():
        for table in (block for block in blocks if isinstance(block, Table)):
            for row in table.rows:
                if row[0] in AS_TOLD:
                    yield f"{document}-{language}: {table.title}", row[1]


_PERIODS = re.compile(r"(sales|contribution|销售额|边际贡献)(?:, (.*)|（(.*)）)?")


def mixed_periods(table):
    """Return the periods of sales and of contribution where one row holds both and they differ."""
    told = {}
    for name, _ in table.heads():
        found = _PERIODS.fullmatch(name)
        if found:
            told[found[1]] = found[2] or found[3] or ""
    return tuple(told.values()) if len(set(told.values())) > 1 else ()
