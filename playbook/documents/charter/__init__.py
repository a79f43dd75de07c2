"""Decision rights as they are signed: letter of authority, rules of use, decision sheet, forms."""

from playbook.documents.charter.charter_pages import charter, cover, rules_of_use, terms
from playbook.documents.charter.control_pages import (
    audit_record,
    filing_form,
    notice,
    quarterly_plan,
)
from playbook.documents.charter.sheet_pages import decision_sheet
from playbook.engagement.opened import engagement
