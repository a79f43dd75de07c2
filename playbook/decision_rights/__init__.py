"""Decision rights ready to sign: the charter, the decision sheet, the forms and the controls."""

from playbook.decision_rights.case import Rights, rights_for
from playbook.decision_rights.charter_pages import advice, charter, cover
from playbook.decision_rights.control_pages import audit_plan, filing_form, quarterly_plan
from playbook.decision_rights.judging import Judgement, Request, judge, typical
from playbook.decision_rights.sheet_pages import decision_sheet
from playbook.pitch.other_worlds import when_oa

__all__ = [
    "Judgement",
    "Request",
    "Rights",
    "advice",
    "audit_plan",
    "charter",
    "cover",
    "decision_sheet",
    "filing_form",
    "judge",
    "quarterly_plan",
    "rights_for",
    "typical",
    "when_oa",
]
