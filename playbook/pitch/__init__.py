"""The pitch: what OA costs a client, what else there is, and the decision asked for.

Every page is a function of an ``engagement`` that returns blocks. The pages stand here in the order
in which the documents show them: the pitch, the method document and the one-page summary.
"""

from playbook.engagement.engagement import engagement
from playbook.pitch.answer import answer, cover
from playbook.pitch.asked import signatures
from playbook.pitch.bases import assumptions, bases, conflicts, sources, words
from playbook.pitch.charter import charter
from playbook.pitch.conflict import one_offer
from playbook.pitch.cost import by_cause, by_kind
from playbook.pitch.fees import fees
from playbook.pitch.method import back_test, how, method, method_cover
from playbook.pitch.money import budget, profit_and_loss
from playbook.pitch.must_be_true import what_must_be_true
from playbook.pitch.options import regimes, sales
from playbook.pitch.other_worlds import when_oa
from playbook.pitch.quota import quota_curve
from playbook.pitch.review import first_90_days
from playbook.pitch.risks import risks
from playbook.pitch.situation import situation
from playbook.pitch.sixteen import sixteen_answers
from playbook.pitch.summary import summary
from playbook.pitch.way import five_areas, timeline, your_part

PITCH = (
    cover,
    answer,
    situation,
    one_offer,
    by_kind,
    by_cause,
    regimes,
    sales,
    charter,
    quota_curve,
    risks,
    when_oa,
    profit_and_loss,
    budget,
    what_must_be_true,
    five_areas,
    timeline,
    your_part,
    fees,
    first_90_days,
    signatures,
    sixteen_answers,
    method,
)
METHOD = (method_cover, how, back_test, bases, assumptions, conflicts, words, sources)

__all__ = [
    "METHOD",
    "PITCH",
    "answer",
    "assumptions",
    "back_test",
    "bases",
    "budget",
    "by_cause",
    "by_kind",
    "charter",
    "conflicts",
    "cover",
    "engagement",
    "fees",
    "first_90_days",
    "five_areas",
    "how",
    "method",
    "method_cover",
    "one_offer",
    "profit_and_loss",
    "quota_curve",
    "regimes",
    "risks",
    "sales",
    "signatures",
    "situation",
    "sixteen_answers",
    "sources",
    "summary",
    "timeline",
    "what_must_be_true",
    "when_oa",
    "words",
    "your_part",
]
