"""The words that a client reads: rules as data, each with a planted fault that breaks it.

A rule that the papers do not keep yet says in ``owed`` how many texts break it; more are refused,
and so is an ``owed`` that is far above what is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

SENTENCES = frozenset({"title", "caption", "sentence", "figure", "label"})
TITLES = frozenset({"title"})
EVERY_KIND = SENTENCES | {"head", "cell"}
EVERY_PAPER = frozenset({"pitch", "summary", "method", "charter", "business", "plan"})
NOT_THE_METHOD = EVERY_PAPER - {"method"}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Hold what no text may say: a pattern, or a function that tells whether a text breaks it."""

    name: str
    planted: str
    pattern: str = ""
    breaks: Callable[[str], bool] | None = None
    say: str = ""
    languages: frozenset[str] = frozenset({"en", "zh"})
    kinds: frozenset[str] = EVERY_KIND
    papers: frozenset[str] = NOT_THE_METHOD
    owed: int = 0

    def is_broken_by(self, text):
        """Tell whether a text breaks the rule."""
        return bool(self.breaks(text) if self.breaks else self._found.search(text))

    def covers(self, read):
        """Tell whether the rule speaks of a text's language, kind and paper."""
        return (
            read.language in self.languages
            and read.kind in self.kinds
            and read.document in self.papers
        )

    @cached_property
    def _found(self):
        return re.compile(self.pattern)


EN, ZH = frozenset({"en"}), frozenset({"zh"})


def words_of(title):
    """Return how many words an English title has; marks and signs are none."""
    return len([word for word in title.split() if re.search(r"\w", word)])


def letters_of(title):
    """Return how many characters a Chinese title has; a number or a Latin name counts as one."""
    return len(re.findall(r"[\u4e00-\u9fff]|[A-Za-z]+|[\d.,]+", title))


def _two_units(text):
    """Tell whether an interval has its ends in two units of money or of time."""
    for ends in _INTERVAL.findall(text):
        first, last = (re.sub(r"[\d.,+−\s]", "", end) for end in ends)
        if first != last and first and last:
            return True
    return False


_END = r"[+−]?(?:CNY )?[\d,.]+ ?(?:k|m|bn|h|d|min|万元|亿元|元|小时|天|分钟)?"
_INTERVAL = re.compile(rf"({_END})(?: to |至)({_END})(?![\w%])")


def _term(name, pattern, say, planted, *, languages, papers=NOT_THE_METHOD, owed=0):
    return Rule(
        name=name,
        pattern=pattern,
        say=say,
        planted=planted,
        languages=languages,
        papers=papers,
        owed=owed,
    )


FORM = (
    Rule(
        name="no code of a basis",
        pattern=r"\b(?:EXPERT|SOURCED|MEASURED|SEED|CLIENT)\b",
        say="our estimate, published, measured, the case, yours",
        planted="The rates are EXPERT.",
    ),
    Rule(
        name="no claim of the case by its number",
        pattern=r"(?<![\w-])S\d{1,2}\b",
        planted="Gifts instead of discounts (S17).",
    ),
    Rule(
        name="no section or file of ours",
        pattern=r"\[[a-z_]+\]|\b\w+\.(?:toml|csv|xlsx|py)\b|\bgreenchannel\b",
        planted="Names come from [contacts] of acme.toml.",
    ),
    Rule(
        name="no seed and no hash",
        pattern=r"\bseed\b|sha256|[0-9a-f]{32}|随机种子|哈希",
        planted="5,000 plans (seed 1)",
    ),
    Rule(
        name="no Latin title before a name",
        pattern=r"(?<![A-Za-z])(?:Mr|Mrs|Ms)(?![A-Za-z])",
        say="先生, 女士",
        planted="项目总负责人Mr Zhou",
        languages=ZH,
        papers=EVERY_PAPER,
    ),
    Rule(
        name="no noughts behind the point",
        pattern=r"(?<![\d.,])\d[\d,]*\.0+(?![\d.])",
        planted="It costs 5.0万元, 60.0 %.",
        kinds=SENTENCES,
        papers=EVERY_PAPER,
    ),
    Rule(
        name="a sign stands before the currency",
        pattern=r"CNY [+−-]\d",
        planted="a gain of CNY +233 k",
        languages=EN,
        papers=EVERY_PAPER,
    ),
    Rule(
        name="an interval has one unit",
        breaks=_two_units,
        planted="between 41.7 h to 9.8 d",
        papers=EVERY_PAPER,
    ),
    Rule(
        name="no letter that is not seen",
        pattern=r"[\u00ad\u200b-\u200d\u2060\ufeff]",
        planted="commis\u200bsion",
        papers=EVERY_PAPER,
    ),
    Rule(
        name="no word broken by a hyphen at a line's end",
        pattern=r"\w-\s*\n\s*\w",
        planted="commis-\nsion",
        papers=EVERY_PAPER,
    ),
    Rule(
        name="no seam of a template",
        pattern=r"\bfor this:|goes on this:|\{\w+\}|\bNone\b.*\bNone\b|, by:|\.\.(?!\.)",
        planted="64 % of it for this: nights",
        papers=EVERY_PAPER,
    ),
    Rule(
        name="a title has at most 12 words",
        breaks=lambda text: words_of(text) > 12,
        planted="5 of 5 ways beat OA as it is beyond doubt: faster OA, a plan and others",
        languages=EN,
        kinds=TITLES,
        owed=90,
    ),
    Rule(
        name="a title has at most 24 characters",
        breaks=lambda text: letters_of(text) > 24,
        planted="在二十分之一概率下的最差月份里与现有流程相比资源的活动价值合计将会变化不超过此额",
        languages=ZH,
        kinds=TITLES,
        owed=44,
    ),
    Rule(
        name="a title says something",
        breaks=lambda text: words_of(text) < 3 and not re.search(r"[\d:]", text),
        planted="Provenance",
        languages=EN,
        kinds=TITLES,
        papers=NOT_THE_METHOD - {"charter"},
        owed=1,
    ),
)

TERMS_EN = (
    _term("season", r"\b[Ss]easons?\b", "month, period, run", "three seasons", languages=EN),
    _term("regime", r"\b[Rr]egimes?\b", "way of deciding", "the regime chosen", languages=EN),
    _term("world", r"\bworlds?\b", "stress test, draw", "in 8 other worlds", languages=EN),
    _term("run-out", r"[Rr]un-out", "90 days after", "the run-out", languages=EN),
    _term("capture", r"\b[Cc]aptur\w+", "win", "offers captured", languages=EN),
    _term("hurdle", r"\b[Hh]urdles?\b", "minimum return", "over the hurdle", languages=EN),
    _term("exposure", r"\b[Ee]xposures?\b", "commitment", "this exposure", languages=EN),
    _term("paired", r"\b[Pp]aired\b", "on the same runs", "paired runs", languages=EN),
    _term("luck", r"\b[Ll]uck\b", "chance", "the luck of it", languages=EN),
    _term("percentile by letter", r"\b[Pp]\d0\b", "1 in 10", "P10 to P90", languages=EN),
    _term("surely", r"\bsurely\b|beyond doubt", "clearly", "surely better", languages=EN),
    _term("only after a noun", r"\b(?:channel|plan) only\b", "without", "plan only", languages=EN),
    _term("nought", r"\bnought\b", "zero", "holds nought", languages=EN),
    _term("urged", r"\burged\b", "faster OA", "OA urged", languages=EN, papers=EVERY_PAPER),
    _term("oa_urged", r"\b[a-z]+_[a-z_]+\b", "", "oa_urged", languages=EN),
)

TERMS_ZH = (
    _term("season", "经营季|销售季", "测算期, 次模拟", "销售季", languages=ZH),
    _term("run-out", "尾单", "期后90天", "尾单期", languages=ZH, papers=EVERY_PAPER),
    _term("exposure", "敞口", "总投入", "敞口", languages=ZH, papers=EVERY_PAPER),
    _term("self-interest", "逐利|自利", "冲量型", "逐利", languages=ZH, papers=EVERY_PAPER),
    _term("urged", "OA催办", "OA提速", "OA催办", languages=ZH, papers=EVERY_PAPER),
    _term("offer", "资源机会", "资源", "资源机会", languages=ZH, papers=EVERY_PAPER),
    _term("answer", "(?<!即时)答复", "确认", "尚未答复", languages=ZH, papers=EVERY_PAPER),
    _term("client", "客户(?!总监)", "贵方, 买家", "客户文件", languages=ZH),
    _term("slack", "机动时间", "缓冲天数", "机动时间", languages=ZH, papers=EVERY_PAPER),
    _term("readiness", "就绪度|完全就绪", "启动条件", "就绪度", languages=ZH, papers=EVERY_PAPER),
    _term("goodwill", "心意礼", "安抚小礼", "心意礼", languages=ZH, papers=EVERY_PAPER),
    _term("counterfactual", "反事实", "推演", "反事实", languages=ZH, papers=EVERY_PAPER),
    _term("OA as it is", "OA现状", "现有OA流程", "OA现状", languages=ZH, papers=EVERY_PAPER),
    _term("alarm", "警戒", "预警线", "警戒值", languages=ZH, papers=EVERY_PAPER),
    _term("hurdle", "收益门槛", "准入线", "收益门槛", languages=ZH, papers=EVERY_PAPER),
    _term("duty", "值守", "值班", "值守", languages=ZH, papers=EVERY_PAPER),
    _term("says no", "说“不”", "回绝", "对平台说“不”", languages=ZH, papers=EVERY_PAPER),
    _term("sponsor", "项目发起人", "项目总负责人", "项目发起人", languages=ZH, papers=EVERY_PAPER),
    _term("decider", "唯一决策人", "第一责任人", "唯一决策人", languages=ZH, papers=EVERY_PAPER),
    _term("estimate", "专家判断", "行业经验值", "专家判断", languages=ZH, papers=EVERY_PAPER),
    _term("letter", "随箱信|致客户", "致买家的信", "随箱信", languages=ZH, papers=EVERY_PAPER),
    _term("test report", "检测报告", "质检报告", "检测报告", languages=ZH, papers=EVERY_PAPER),
    _term("returning", "回头客", "复购", "回头客率", languages=ZH, papers=EVERY_PAPER),
    _term(
        "this amount",
        "(?<!因)此额|此比例|此倍数",
        "the amount itself",
        "不得超过此额",
        languages=ZH,
    ),
)

RULES = (*FORM, *TERMS_EN, *TERMS_ZH)
