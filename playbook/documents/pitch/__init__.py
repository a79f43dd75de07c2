"""The pitch: what OA costs a client, what else there is, and the decision asked for.

Every page is a function of an ``engagement`` that returns blocks; the notebooks ``pitch`` and
``summary`` show them in their order.
"""

from playbook.documents.measure_first import measure_first
from playbook.documents.method.method_pages import method
from playbook.documents.pitch.answer_page import answer, behind, cover
from playbook.documents.pitch.charter_page import charter
from playbook.documents.pitch.charter_search_page import charter_search
from playbook.documents.pitch.decisions_asked import signatures
from playbook.documents.pitch.delay_cost import by_cause, by_kind
from playbook.documents.pitch.fees_page import fees
from playbook.documents.pitch.money import budget, profit_and_loss
from playbook.documents.pitch.must_be_true import what_must_be_true
from playbook.documents.pitch.options import regimes, sales
from playbook.documents.pitch.other_worlds import when_oa
from playbook.documents.pitch.own_limits_page import own_limits
from playbook.documents.pitch.questions_answered import sixteen_answers
from playbook.documents.pitch.quota_page import quota_curve
from playbook.documents.pitch.review import first_90_days
from playbook.documents.pitch.risk_page import risks
from playbook.documents.pitch.roadmap import five_areas, timeline, your_part
from playbook.documents.pitch.situation_page import one_offer, situation
from playbook.documents.pitch.summary_page import summary
from playbook.engagement.opened import engagement
