"""One page to leave behind: the answer, four figures, one picture, the decisions, the limits."""

from __future__ import annotations

from playbook.blocks import Blocks, Bullets, Chart, Heading, Prose
from playbook.documents.method.basis_pages import expert_share
from playbook.documents.pitch.answer_page import figures, provenance, told
from playbook.documents.pitch.decisions_asked import decisions
from playbook.documents.pitch.options import forest
from playbook.engagement.case import SIX, PitchCase
from playbook.engagement.verdict import title
from playbook.words.wording import count, share
from sim.language import say


def summary(case: PitchCase) -> Blocks:
    """Return the summary; it has no cover, so that it fits on one page."""
    return Blocks(
        [
            Heading(text=title(case), id="summary"),
            told(case),
            figures(case),
            _picture(case),
            Heading(text=say("Decisions asked for"), level=2, id="decisions"),
            Bullets(items=tuple(asked.text for asked in decisions(case)), numbered=True),
            Prose(text=_limits(case)),
            provenance(case),
        ]
    )


def _picture(case: PitchCase) -> Chart:
    names = [name for name in SIX if name in case.comparison.alternatives]
    return forest({name: case.comparison.difference(name, "contribution_cny") for name in names})


def _limits(case: PitchCase) -> str:
    return say(
        "Limits: {seasons} simulated seasons; {share} of the numbers behind them are EXPERT"
        " judgements. The intervals show the luck of seasons, not the doubt about the inputs.",
        seasons=count(case.replications),
        share=share(expert_share(case.client.assumptions)),
    )
