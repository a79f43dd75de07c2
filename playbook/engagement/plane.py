"""Which regime the rule names, by how long offers stay open and whom the agency works for."""

from __future__ import annotations

from collections.abc import Mapping

from playbook.engagement.engagement import Engagement
from playbook.engagement.varied import PlanePoint, plane_points
from playbook.study.standing import Standing


def plane(engagement: Engagement) -> Mapping[PlanePoint, str]:
    """Return which regime the rule names at each point of the plane."""
    return engagement.once(_plane)


def _plane(engagement: Engagement) -> dict[PlanePoint, str]:
    return {point: _named(engagement, point) for point in plane_points()}


def _named(engagement: Engagement, point: PlanePoint) -> str:
    study = engagement.study(engagement.questions.plane(point))
    return Standing.of(study, engagement.stakes).choice.regime
