"""The business case: options, fees, what both sides earn, and whether client and agency fit."""

from playbook.business.fee_models import fee_models
from playbook.business.months import agency_months, client_months
from playbook.business.option_pages import options
from playbook.business.pages import answer, cover, limits
from playbook.engagement.engagement import engagement
from playbook.fit.partner_pages import partner_fit
from playbook.fit.readiness_pages import client_readiness

__all__ = [
    "agency_months",
    "answer",
    "client_months",
    "client_readiness",
    "cover",
    "engagement",
    "fee_models",
    "limits",
    "options",
    "partner_fit",
]
