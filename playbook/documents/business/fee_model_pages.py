"""How the agency may be paid: four models at three levels of sales, and what it then earns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playbook.blocks import Blocks, Column, Heading, Prose, Table
from playbook.engagement.business import Business, business_of, lines
from playbook.engagement.cash import middle, published
from playbook.engagement.engagement import Engagement
from playbook.words.language import say
from playbook.words.phrases import begin, joined
from playbook.words.wording import interval, money, sentences, share
from sim.tables.rules import rule

FIXED, COMMISSION, MIXED, BONUS = "fixed", "commission", "mixed", "bonus"
MODELS = (FIXED, COMMISSION, MIXED, BONUS)


@dataclass(frozen=True, kw_only=True)
class Level:
    """A month's sales, what of them is not returned, and what it earns before the agency is paid.

    All in CNY; commission is taken on ``net``, as in the simulated months.
    """

    sales: float
    net: float
    earned: float


@dataclass(frozen=True, kw_only=True)
class FeeTerms:
    """What the models pay: CNY a month, shares of net sales, and the bonus above ``target``."""

    only_fixed: float
    only_commission: float
    fixed: float
    commission: float
    kept: float
    bonus: float
    target: float

    def pays(self, model: str, level: Level) -> float:
        """Return what the client pays the agency for such a month, in CNY."""
        mixed = self.fixed + self.commission * level.net
        above = max(0.0, level.earned - mixed - self.target)
        return {
            FIXED: self.only_fixed,
            COMMISSION: self.only_commission * level.net,
            MIXED: mixed,
            BONUS: self.kept * mixed + self.bonus * above,
        }[model]


def levels(business: Business) -> dict[str, Level]:
    """Return a weak, a usual and a strong month: the 10th, 50th and 90th percentile of sales.

    Returns and contribution of each are those of the months around it, with fee and commission put
    back. The run-out is no month.
    """
    sold = _months(business, "sales")
    net = sold - _months(business, "returned_goods")
    paid = _months(business, "agency_commission") + _months(business, "agency_fee")
    earned = _months(business, "contribution") + paid
    order = np.argsort(sold, kind="stable")
    found = {}
    for name, quantile in (("weak", 0.1), ("usual", 0.5), ("strong", 0.9)):
        middle = round(quantile * (len(order) - 1))
        near = order[max(0, middle - len(order) // 20) : middle + len(order) // 20 + 1]
        found[name] = Level(
            sales=float(sold[near].mean()),
            net=float(net[near].mean()),
            earned=float(earned[near].mean()),
        )
    return found


def _months(business: Business, line: str) -> np.ndarray:
    return lines(business.study, business.regime, line)[:, :-1].ravel()


def terms(business: Business) -> FeeTerms:
    """Return the client's own terms, and the middle of the ranges where it has none."""
    agency, era = business.client.file.agency, business.client.file.client.era
    usual = levels(business)["usual"]
    mixed = agency.monthly_fee_cny + agency.commission_share * usual.net
    return FeeTerms(
        only_fixed=middle("monthly_fixed", era) + agency.monthly_cost_cny,
        only_commission=middle("commission", era) + agency.monthly_fee_cny / usual.net,
        fixed=agency.monthly_fee_cny,
        commission=agency.commission_share,
        kept=rule("business.bonus_fee_share").value,
        bonus=rule("business.bonus_share").value,
        target=max(0.0, usual.earned - mixed),
    )


def paying_models(business: Business) -> list[str]:
    """Return the models that pay for the agency's team in the usual and in the weak month."""
    found, agreed = levels(business), terms(business)
    cost = business.client.file.agency.monthly_cost_cny
    least = [found[name] for name in ("weak", "usual")]
    return [name for name in MODELS if all(agreed.pays(name, one) >= cost for one in least)]


def pay_words(business: Business) -> str:
    """Return how to bring the agency's interest nearer to the client's, and what stands against it.

    A model in which it loses money is not recommended: it would not last.
    """
    paying = paying_models(business)
    if BONUS in paying:
        return say(
            "A bonus on contribution instead of sales alone brings its interest nearer to yours,"
            " and pays for its team in a weak month, too."
        )
    if not paying:
        return say(
            "No fee model, a bonus on contribution included, pays for its team in both a usual and"
            " a weak month: fee or team is to be settled first."
        )
    return say(
        "A bonus on contribution would bring its interest nearer to yours, but would not always pay"
        " for its team; in a usual and in a weak month this does: {models}.",
        models=joined(_name(model) for model in paying),
    )


def fee_models(engagement: Engagement) -> Blocks:
    """Return the models side by side: what each costs and leaves at three levels of sales."""
    business = business_of(engagement)
    found, agreed = levels(business), terms(business)
    cost = business.client.file.agency.monthly_cost_cny
    return Blocks(
        [
            Heading(text=_heading(found, agreed, cost), id="fee-models"),
            Prose(text=_explained(found, agreed)),
            _side_by_side(business, found, agreed, cost),
        ]
    )


def _heading(found: Mapping[str, Level], agreed: FeeTerms, cost: float) -> str:
    losing = [model for model in MODELS if agreed.pays(model, found["weak"]) < cost]
    if not losing:
        return say("In a weak month no fee model leaves the agency with a loss")
    return say(
        "In a weak month the agency loses under {count} of {all} fee models",
        count=len(losing),
        all=len(MODELS),
    )


def _explained(found: Mapping[str, Level], agreed: FeeTerms) -> str:
    return sentences(
        say(
            "Weak, usual and strong months sell {weak}, {usual} and {strong} (10th,"
            " 50th and 90th percentile).",
            weak=money(found["weak"].sales),
            usual=money(found["usual"].sales),
            strong=money(found["strong"].sales),
        ),
        say("Commission is taken on what of it is not returned."),
        say(
            "Commission alone pays for sales whatever they cost; a fixed fee pays for"
            " nothing; the bonus keeps {kept} of fee and commission and adds {bonus} of"
            " what a month earns above {target}, so that the agency earns with the"
            " client.",
            kept=share(agreed.kept),
            bonus=share(agreed.bonus),
            target=money(agreed.target),
        ),
    )


def _side_by_side(
    business: Business, found: Mapping[str, Level], agreed: FeeTerms, cost: float
) -> Table:
    def row(model: str) -> tuple[str | float, ...]:
        paid = (agreed.pays(model, level) for level in found.values())
        return (begin(_name(model)), *(part for one in paid for part in (one, one - cost)))

    return Table(
        title=say("What each model pays, and what it leaves the agency"),
        columns=(Column(name=say("model")), *map(_money_column, _heads())),
        rows=tuple(map(row, MODELS)),
        note=sentences(
            _reckoned_with(business),
            _only_fixed(business, agreed),
            _only_commission(business, agreed),
        ),
    )


def _only_fixed(business: Business, agreed: FeeTerms) -> str:
    usual = published("monthly_fixed", business.client.file.client.era)
    return sentences(
        say(
            "{model}: the middle of the published range of {range} and the cost of the agency's"
            " team, {team} a month, together {sum}.",
            model=begin(_name(FIXED)),
            range=interval(*usual, money),
            team=money(business.client.file.agency.monthly_cost_cny),
            sum=money(agreed.only_fixed),
        ),
        beyond(agreed.only_fixed, usual),
    )


def _only_commission(business: Business, agreed: FeeTerms) -> str:
    usual = published("commission", business.client.file.client.era)
    return sentences(
        say(
            "{model}: the middle of the published range of {range} and what the fixed fee is of a"
            " usual month's net sales, together {sum}.",
            model=begin(_name(COMMISSION)),
            range=interval(*usual, share),
            sum=share(agreed.only_commission),
        ),
        beyond(agreed.only_commission, usual),
    )


def beyond(asked: float, usual: tuple[float, float]) -> str:
    """Return that a fee lies outside the published range, "" if it does not.

    >>> beyond(0.12, (0.05, 0.1)), beyond(0.08, (0.05, 0.1))
    ('That lies outside the range.', '')
    """
    low, high = usual
    return "" if low <= asked <= high else say("That lies outside the range.")


def _heads() -> tuple[str, ...]:
    return (
        say("weak month: paid"),
        say("its profit"),
        say("usual month: paid"),
        say("its profit"),
        say("strong month: paid"),
        say("its profit"),
    )


def _money_column(head: str) -> Column:
    return Column(name=head, unit=say("CNY"), format="money")


def _reckoned_with(business: Business) -> str:
    """Return whose terms fixed fee and commission are: the client file's, or the model's."""
    told = {
        "model": begin(_name(MIXED)),
        "fee": money(business.client.file.agency.monthly_fee_cny),
        "commission": share(business.client.file.agency.commission_share),
    }
    bases = {one.path: one.basis for one in business.client.assumptions}
    if all(bases[path] == "CLIENT" for path in _TERMS):
        return say(
            "{model}: the terms of the client file, {fee} a month and {commission} of net sales.",
            **told,
        )
    return say(
        "{model}: the terms this plan reckons with, {fee} a month and {commission} of net sales;"
        " the client file does not state them all.",
        **told,
    )


_TERMS = ("agency.monthly_fee_cny", "agency.commission_share")


def _name(model: str) -> str:
    names = {
        FIXED: say("fixed fee only"),
        COMMISSION: say("commission only"),
        MIXED: say("fixed fee and commission"),
        BONUS: say("with a bonus on contribution"),
    }
    return names[model]
