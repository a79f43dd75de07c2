"""The plane: which regime is named by how long offers stay open and whom the agency works for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from playbook.blocks import Blocks, Chart, Column, Heading, Prose, Scatter, Table
from playbook.blocks.charts import Dot
from playbook.engagement.engagement import Engagement
from playbook.engagement.plane import plane as named_by_point
from playbook.engagement.varied import PLANE_DOUBLINGS, PLANE_INTERESTS, PlanePoint
from playbook.words.language import say
from playbook.words.names import regime_name
from playbook.words.phrases import begin
from playbook.words.wording import in_words, sentences, share
from sim.client.regimes import BASELINE

Named = Mapping[PlanePoint, str]


def plane(engagement: Engagement) -> Blocks:
    """Return where in the plane each regime is named, as a picture and as a table.

    There is no picture where one regime is named everywhere.
    """
    named = named_by_point(engagement)
    differ = len(set(named.values())) > 1
    return Blocks(
        [
            Heading(text=_title(named), id="plane"),
            Prose(text=_story(engagement, named)),
            *([_chart(named)] if differ else []),
            _table(named),
        ]
    )


def _title(named: Named) -> str:
    times = Counter(named.values())
    if len(times) == 1:
        (only,) = times
        return say(
            "At all {all} points of windows and self-interest the rule names {regime}",
            all=len(named),
            regime=regime_name(only),
        )
    told = [
        say("{regime} in {n}", regime=regime_name(name), n=n) for name, n in times.most_common()
    ]
    return say(
        "At {all} points of windows and self-interest the rule names {named}",
        all=len(named),
        named=in_words(told),
    )


def _story(engagement: Engagement, named: Named) -> str:
    file = engagement.client.file
    return sentences(
        say(
            "Each point is the client with offers open for so many times as long, and an agency"
            " that gives its commission such a weight; all else is as told. All regimes meet the"
            " same {seasons} seasons at every point, and the rule of the recommendation chooses by"
            " their means. As told, that is times 1 and a weight of {own}.",
            seasons=engagement.method.range_seasons,
            own=share(file.agency.self_interest),
        ),
        _where_oa_stays(named),
    )


def _where_oa_stays(named: Named) -> str:
    """Return at which windows OA stays, whatever the agency weighs, and at which for some."""
    stays = {
        doublings: sum(
            named[PlanePoint(doublings=doublings, self_interest=interest)] == BASELINE
            for interest in PLANE_INTERESTS
        )
        for doublings in PLANE_DOUBLINGS
    }
    always = [_times(one) for one, count in stays.items() if count == len(PLANE_INTERESTS)]
    partly = [_times(one) for one, count in stays.items() if 0 < count < len(PLANE_INTERESTS)]
    if len(always) == len(stays):
        return ""
    if not always and not partly:
        return say("OA stays nowhere in it.")
    return sentences(
        say("OA stays with windows {windows}, whatever the agency.", windows=in_words(always))
        if always
        else "",
        say("With windows {windows} it depends on the agency.", windows=in_words(partly))
        if partly
        else "",
    )


def _times(doublings: int) -> str:
    return f"× {2.0**doublings:g}"


def _chart(named: Named) -> Chart:
    """Draw a mark a point, by the regime; the middle one of each regime has its name."""
    middles = {regime: _middle(named, regime) for regime in named.values()}
    return Scatter(
        title=say("Which regime is named, by windows and the agency's self-interest"),
        alt=_title(named),
        points=tuple(
            Dot(
                label=begin(regime_name(regime)) if middles[regime] == point else "",
                x=point.doublings,
                y=point.self_interest,
                key=regime,
            )
            for point, regime in named.items()
        ),
        x_format="number",
        y_format="share",
        x_label=say("windows, in doublings of their own length"),
        y_label=say("agency's weight on its commission"),
        note=say("One doubling less halves the windows. A mark of each kind has its name."),
    )


def _middle(named: Named, regime: str) -> PlanePoint:
    """Return the point that lies nearest to the middle of all that name a regime."""
    points = [point for point, name in named.items() if name == regime]
    across = sum(point.doublings for point in points) / len(points)
    up = sum(point.self_interest for point in points) / len(points)
    return min(
        points,
        key=lambda point: (
            abs(point.doublings - across) / len(PLANE_DOUBLINGS) + abs(point.self_interest - up)
        ),
    )


def _table(named: Named) -> Table:
    return Table(
        title=say("The regime that is named, by windows and the agency's weight"),
        columns=(
            Column(name=say("windows")),
            *(Column(name=share(interest)) for interest in PLANE_INTERESTS),
        ),
        rows=tuple(_row(named, doublings) for doublings in PLANE_DOUBLINGS),
        note=say(
            "Across stands the weight that the agency gives its commission. The rule is asked at"
            " each point alone, without the settings fitted to what was sold."
        ),
    )


def _row(named: Named, doublings: int) -> tuple[str, ...]:
    regimes = (
        named[PlanePoint(doublings=doublings, self_interest=interest)]
        for interest in PLANE_INTERESTS
    )
    return _times(doublings), *(begin(regime_name(name)) for name in regimes)
