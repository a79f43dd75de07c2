"""The client's own target, and what the forecast of the plan lacks of it."""

from __future__ import annotations

from playbook.engagement.engagement import Engagement
from playbook.engagement.targets import Tree, target_tree
from playbook.words.language import say
from playbook.words.phrases import months
from playbook.words.wording import money, sentences


def target_line(engagement: Engagement) -> list[str]:
    """Return the client's own target beside what the plan reckons with; none where none is told."""
    tree = target_tree(engagement)
    return [_against(tree)] if tree.target_cny else []


def _against(tree: Tree) -> str:
    gap = tree.gap_cny or 0.0
    told = {
        "target": money(tree.target_cny),
        "span": months(len(tree.months)),
        "sales": money(tree.sales_cny),
        "gap": money(abs(gap)),
    }
    if gap >= 0:
        return say(
            "Your target: sales of {target} in {span}. The plan reckons with {sales}, {gap} more.",
            **told,
        )
    short = say(
        "Your target: sales of {target} in {span}. The plan reckons with {sales}, {gap} short of"
        " it.",
        **told,
    )
    return sentences(short, _closing(tree))


def _closing(tree: Tree) -> str:
    """Return whether anything closes the gap within the season."""
    if tree.at_best_cny < (tree.target_cny or 0.0):
        return say(
            "Visits, conversion and order value at their best together give {best}: it is out of "
            "reach in these months.",
            best=money(tree.at_best_cny),
        )
    return say("The plan says how much more visits, conversion or order value it takes.")
