"""What the other worlds are called, by what is different in them."""

from __future__ import annotations

from playbook.engagement.varied import OWN_WORLD
from playbook.words.language import say


def world_label(world: str) -> str:
    """Return what is different in a world, by the parts of its name."""
    if world == OWN_WORLD:
        return say("as the client file says")
    changes = {
        "hostile": say(
            "approvers who look ten times as soon, windows thirty times as long, and a"
            " wholly sales-driven agency that heeds no red line"
        ),
        "long": say("windows ten times as long"),
        "short": say("windows a tenth as long"),
        "greedy": say("a sales-driven agency"),
        "honest": say("an agency that weighs only the client's contribution"),
        "weak": say("a weak store (conversion x 0.4)"),
        "quick": say("approvers who look ten times as soon"),
    }
    *others, last = (changes[part] for part in world.split("_"))
    if not others:
        return last
    return say("{others} and {last}", others=say(", ").join(others), last=last)
