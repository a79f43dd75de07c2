"""Decision rights ready to sign: the charter, the decision sheet, the forms and the controls."""

from playbook.documents.charter.charter_pages import advice, charter, cover
from playbook.documents.charter.control_pages import audit_plan, filing_form, quarterly_plan
from playbook.documents.charter.sheet_pages import decision_sheet
from playbook.documents.pitch.other_worlds import when_oa
from playbook.engagement.opened import engagement
