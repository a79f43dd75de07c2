"""The pitch: what OA costs a client, what else there is, and the decision asked for."""

from playbook.pitch.answer import answer, cover
from playbook.pitch.case import PitchCase, pitch_case
from playbook.pitch.charter import charter
from playbook.pitch.conflict import one_offer, situation
from playbook.pitch.cost import by_cause, by_kind
from playbook.pitch.method import back_test, method
from playbook.pitch.options import regimes, sales, when_oa

__all__ = [
    "PitchCase",
    "answer",
    "back_test",
    "by_cause",
    "by_kind",
    "charter",
    "cover",
    "method",
    "one_offer",
    "pitch_case",
    "regimes",
    "sales",
    "situation",
    "when_oa",
]
