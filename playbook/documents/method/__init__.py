"""The method document: what the numbers rest on.

Every page is a function of an ``engagement`` that returns blocks; the notebook ``method`` shows
them in their order.
"""

from playbook.documents.method.back_test_page import back_test
from playbook.documents.method.basis_pages import assumptions, bases, conflicts, sources, words
from playbook.documents.method.doubt_pages import in_doubt, knowing
from playbook.documents.method.fits_page import fits
from playbook.documents.method.method_pages import choosing, cover, how
from playbook.documents.method.oa_wins_page import oa_wins
from playbook.documents.method.plane_page import plane
from playbook.documents.method.worth_pages import forecasts, offers
from playbook.engagement.opened import engagement
