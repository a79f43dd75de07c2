"""The business case: options, fees, what both sides earn, and whether client and agency fit."""

from playbook.documents.business.answer_page import answer, cover, limits
from playbook.documents.business.fee_model_pages import fee_models
from playbook.documents.business.month_pages import agency_months, client_months
from playbook.documents.business.option_pages import options
from playbook.documents.business.partner_pages import partner_fit
from playbook.documents.business.readiness_pages import client_readiness
from playbook.engagement.opened import engagement
