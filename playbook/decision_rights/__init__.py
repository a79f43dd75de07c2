"""Decision rights ready to sign: the charter, the decision sheet, the forms and the controls."""

from playbook.decision_rights.charter_pages import advice, charter, cover
from playbook.decision_rights.control_pages import audit_plan, filing_form, quarterly_plan
from playbook.decision_rights.sheet_pages import decision_sheet
from playbook.engagement.decision_rule import Judgement, Request, judge, typical
from playbook.engagement.engagement import engagement
from playbook.pitch.other_worlds import when_oa

__all__ = [
    "Judgement",
    "Request",
    "advice",
    "audit_plan",
    "charter",
    "cover",
    "decision_sheet",
    "engagement",
    "filing_form",
    "judge",
    "quarterly_plan",
    "typical",
    "when_oa",
]
