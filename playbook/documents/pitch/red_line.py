"""Why something is sold beyond a red line that a charter never lets anybody cross."""

from __future__ import annotations

from playbook.engagement.engagement import Engagement
from playbook.words.language import say
from playbook.words.wording import share


def red_line_words(engagement: Engagement) -> str:
    """Return how much of what the charter forbids an agency refuses, and what finds the rest."""
    if not engagement.client.scenario.price_red_line:
        return ""
    return say(
        "The charter forbids what lies beyond the red line, yet some is sold: an agency that"
        " decides alone refuses {share} of such offers, and audits find the others only"
        " afterwards.",
        share=share(engagement.client.file.agency.compliance_share),
    )
