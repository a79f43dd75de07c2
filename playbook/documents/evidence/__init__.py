"""The evidence: closed forms beside simulation, one day traced, and the fits.

Every page is a function that returns blocks; the notebook ``evidence`` shows them in their order.
"""

from playbook.documents.evidence.check_pages import cover, one_day, theory
from playbook.documents.method.fits_page import fits
from playbook.engagement.opened import engagement
