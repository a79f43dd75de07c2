"use strict";

/* The answer on the page: the sentence, the cards, the tables and the pictures. */

/** Draw one answer; all that is drawn hangs on `told`, the seasons of today's OA and of the chosen. */
class View {
    constructor(data, words, wording) {
        Object.assign(this, {data, words, wording});
    }

    get language() {
        return this.wording.language;
    }

    against(value) {
        return filled(this.words.against_today, {value});
    }

    pair(name, value) {
        return filled(this.words.pair, {name, value});
    }

    /** Return every card's summary and difference. */
    cards(told) {
        return this.data.cards.map(card => {
            const [ours, theirs] = [told.chosen, told.today].map(table => table.values[card.outcome]);
            return {card, own: summed(ours, card, this.data), today: summed(theirs, card, this.data),
                difference: differing(ours, theirs, card, this.data)};
        });
    }

    /** Return the answer in one sentence. */
    sentence(told, setting) {
        const {difference} = this.cards(told).find(({card}) => card.outcome === "contribution_cny");
        const sure = verdictOf(difference, "high");
        const key = sure > 0 ? "answer_gain" : sure < 0 ? "answer_loss" : "answer_doubt";
        return filled(this.words[key], {
            regime: this.regime(setting.regime), seasons: told.count,
            gain: this.wording.value(difference.centre, "money", true),
            spread: this.wording.range(difference.low, difference.high, "money", true),
        });
    }

    /** Return in a sentence which of the client's own limits rules a setting out, "" where none does. */
    objection(told) {
        const {redLine, damage, risk} = this.data.limits, values = told.chosen.values;
        const [lost, sold] = [values.brand_damage_cny, values.sales_cny].map(meanOf);
        if (lost > damage * redLine * sold)
            return filled(this.words.out_red_line, {share: this.wording.share(lost / damage / sold), most: this.wording.share(redLine)});
        const known = existing(values.money_at_risk_cny ?? []);
        const most = known.length ? quantileOf(known, 0.95) : 0;
        if (risk === null || most <= risk) return "";
        return filled(this.words.out_risk, {lost: this.wording.value(most, "money"), most: this.wording.value(risk, "money")});
    }

    /** Return from which quota on a larger one surely brings no more. */
    enough(points) {
        const more = (ours, theirs) => {
            const [low] = meanInterval(Array.from(ours.gains, (gain, nth) => gain - theirs.gains[nth]), this.data.reaches);
            return low !== null && low > 0;
        };
        const found = points.find((point, nth) => !points.slice(nth + 1).some(larger => more(larger, point)));
        return filled(this.words.enough, {quota: this.wording.value(found.quota, "money"), gain: this.wording.value(found.centre, "money", true)});
    }

    /** Return the first two differences, for the bar that stays in sight on a phone. */
    sum(told) {
        const said = this.cards(told).slice(0, 2).map(({card, difference}) => this.wording.value(difference?.centre, card.format, true));
        return this.against(said.join(" · "));
    }

    regime(name) {
        const dial = this.data.dials.find(each => each.key === "regime");
        return dial.labels[name][this.language];
    }

    drawCards(place, told) {
        place.replaceChildren(...this.cards(told).map(each => this.card(each)));
    }

    card({card, own, today, difference}) {
        const side = verdictOf(difference, card.better);
        const kind = side > 0 ? "is-good" : side < 0 ? "is-bad" : "is-open";
        const write = (value, signed) => this.wording.value(value, card.format, signed);
        const reach = Math.max(...["low", "high", "centre"].map(end => Math.abs(difference?.[end] ?? 0)));
        const against = difference ? this.against(write(difference.centre, true)) : DASH;
        return made("article", {className: `ex-card ${kind}`},
            made("h3", {textContent: card.name[this.language]}),
            made("p", {className: "ex-big", textContent: own ? write(own.centre) : DASH}),
            made("p", {className: "ex-range", textContent: own && own.low !== null
                ? `${this.words.interval} ${this.wording.range(own.low, own.high, card.format)}` : this.words.no_interval}),
            made("p", {className: "ex-against"}, made("strong", {textContent: against})),
            difference ? intervalPicture(difference, 1.1 * reach, kind) : null,
            made("p", {className: "ex-range", textContent: difference && difference.low !== null
                ? this.wording.range(difference.low, difference.high, card.format, true)
                : this.pair(this.words.today, today ? write(today.centre) : DASH)}));
    }

    drawMonths(place, told) {
        const labels = this.data.months.map(month => month[this.language]);
        const series = [["today", told.today], ["chosen", told.chosen]].map(([kind, table]) => {
            const months = labels.map((_, nth) => table.months[nth]);
            return {kind, means: months.map(meanOf), lows: months.map(each => quantileOf(each, 0.1)), highs: months.map(each => quantileOf(each, 0.9))};
        });
        const write = value => this.wording.value(value, "money");
        const rows = labels.map((label, nth) => [label, ...series.flatMap(each =>
            [write(each.means[nth]), this.wording.range(each.lows[nth], each.highs[nth], "money")])]);
        const alt = rows.map(row => `${row[0]}: ${row[1]}, ${row[3]}`).join("; ");
        place.replaceChildren(
            monthsPicture(series, labels, alt, write), this.legend(),
            this.folded(tabulated([this.words.month, this.words.today, this.words.eight_in_ten, this.words.chosen, this.words.eight_in_ten], rows)));
    }

    legend() {
        return made("p", {className: "ex-legend"},
            made("span", {className: "today", textContent: this.words.today}),
            made("span", {className: "chosen", textContent: this.words.chosen}),
            made("span", {className: "ex-quiet", textContent: this.words.band}));
    }

    folded(inside) {
        return made("details", {}, made("summary", {textContent: this.words.as_table}), inside);
    }

    drawCurve(place, points, here) {
        const write = value => this.wording.value(value, "money");
        const labelled = points.map(point => ({...point, label: write(point.quota)}));
        const rows = labelled.map(each => [each.label, this.wording.value(each.centre, "money", true), this.wording.range(each.low, each.high, "money", true), this.wording.value(each.losses, "tenths")]);
        const alt = rows.map(row => `${row[0]}: ${row[1]}`).join("; ");
        place.replaceChildren(made("p", {className: "ex-told", textContent: this.enough(points)}), curvePicture(labelled, here, alt, write),
            this.folded(tabulated([this.words.quota, this.words.gain, this.words.interval, this.words.losses], rows)));
    }

    drawWaits(place, told) {
        const rows = this.data.causes.map(cause => {
            const [own, today] = [told.chosen, told.today].map(each => {
                const known = existing(each.values[cause.outcome]);
                return known.length ? meanOf(known) : null;
            });
            return {name: cause.name[this.language], own, today};
        });
        const most = Math.max(...rows.flatMap(row => [row.own ?? 0, row.today ?? 0]), 1e-9);
        const bar = (value, kind) => made("span", {className: `ex-bar ${kind}`, style: `inline-size: ${100 * (value ?? 0) / most}%`});
        place.replaceChildren(this.legend(), tabulated([this.words.cause, "", this.words.today, this.words.chosen], rows.map(row => [
            row.name, made("span", {className: "ex-bars"}, bar(row.today, "today"), bar(row.own, "chosen")),
            this.wording.value(row.today, "hours"), this.wording.value(row.own, "hours")])));
        place.querySelector(".ex-legend .ex-quiet").textContent = this.words.waits_note;
    }

    drawDrivers(place, drivers) {
        const reach = Math.max(...drivers.flatMap(each => [Math.abs(each.low.centre - each.base), Math.abs(each.high.centre - each.base)]), 1);
        const rows = drivers.toSorted((one, other) => widthOf(other) - widthOf(one)).map(each => {
            const dial = this.data.dials.find(({key}) => key === each.key);
            const [low, high] = [each.low.centre, each.high.centre].map(value => this.wording.value(value, "money", true));
            const ends = [each.low.centre - each.base, each.high.centre - each.base];
            return [dial.name[this.language],
                made("span", {}, intervalPicture({low: Math.min(...ends), high: Math.max(...ends), centre: 0}, 1.05 * reach, "chosen")),
                this.pair(this.wording.value(each.low.value, dial.format), low), this.pair(this.wording.value(each.high.value, dial.format), high)];
        });
        place.replaceChildren(tabulated([this.words.uncertainty, "", this.words.at_low, this.words.at_high], rows));
    }

    /** Return a figure of a pinned scenario with its difference to today's OA. */
    figure({card, own, difference}) {
        const write = (value, signed) => this.wording.value(value?.centre, card.format, signed);
        return made("span", {}, made("strong", {textContent: write(own)}), made("br"),
            made("small", {textContent: this.against(write(difference, true))}));
    }

    /** Return in words what of a setting differs from the client file. */
    settings(setting) {
        const dials = this.data.dials.filter(dial => setting[dial.key] !== dial.default || dial.key === "regime");
        const said = dial => dial.format === "name" ? dial.labels[String(setting[dial.key])][this.language]
            : setting[dial.key] === null ? this.words.none
                : this.wording.value(heldUnder(setting.regime, dial.key, setting[dial.key], this.data), dial.format);
        return dials.map(dial => this.pair(dial.name[this.language], said(dial))).join(this.words.between);
    }
}

function widthOf(driver) {
    return Math.abs(driver.high.centre - driver.low.centre);
}

/** Return a table of texts and elements; the first cell of a row is its head. */
function tabulated(heads, rows) {
    const head = made("thead", {}, made("tr", {}, ...heads.map(each => each === "" ? made("td") : made("th", {scope: "col"}, each))));
    const body = made("tbody", {}, ...rowsOf(rows));
    return made("div", {className: "ex-scroll", tabIndex: 0, role: "group", "aria-label": heads.find(each => typeof each === "string" && each)}, made("table", {}, head, body));
}

/** Return rows of texts and elements as rows of a table. */
function rowsOf(rows) {
    return rows.map(([first, ...rest]) => made("tr", {}, made("th", {scope: "row"}, first), ...rest.map(each => made("td", {}, each))));
}
