"""Rules for time-limited approval (限时审批实施细则): what is signed where OA is made faster."""

from playbook.documents.approval.approval_pages import (
    deputies,
    log,
    rules,
)
from playbook.engagement.opened import engagement
