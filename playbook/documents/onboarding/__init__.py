"""The onboarding plan of a client, chapter by chapter.

Every chapter is a function of an ``engagement`` that returns blocks; the notebook
``onboarding_plan`` shows them in their order.
"""

from playbook.areas.logistics.bridge_pages import erp_bridge
from playbook.areas.logistics.capacity_pages import logistics
from playbook.areas.logistics.interface_pages import erp_link
from playbook.areas.operations.chapter import store_operations
from playbook.areas.platform.paper_pages import papers
from playbook.areas.platform.storefront_page import storefront
from playbook.areas.product.chapter import product_range
from playbook.areas.team.people_pages import team
from playbook.documents.measure_first import measured
from playbook.documents.onboarding.area_pages import area
from playbook.documents.onboarding.charter_date import green_channel
from playbook.documents.onboarding.governance import client_inputs, decisions, hand_over
from playbook.documents.onboarding.method_page import method
from playbook.documents.onboarding.open_points_page import open_points
from playbook.documents.onboarding.opening import answer, cover
from playbook.documents.onboarding.timetable import likelihood, schedule
from playbook.engagement.opened import engagement
