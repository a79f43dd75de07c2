"use strict";

/* Means, intervals and paired differences over seasons, as the documents reckon them. */

/** Return the numbers among the values. */
function existing(values) {
    return values.filter(value => !Number.isNaN(value));
}

function meanOf(values) {
    return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Return a quantile by linear interpolation. */
function quantileOf(values, part) {
    const sorted = Float64Array.from(values).sort();
    const place = part * (sorted.length - 1), below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** Return the 95 % interval of a mean; `reaches` are quantiles of Student's t by freedom. */
function meanInterval(values, reaches) {
    if (values.length < 2) return [null, null];
    const mean = meanOf(values), freedom = values.length - 1;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / freedom);
    const reach = reaches[Math.min(freedom, reaches.length) - 1] * spread / Math.sqrt(values.length);
    return [mean - reach, mean + reach];
}

/** Sum an outcome up: its statistic, the statistic's interval, where single seasons lie. */
function summed(values, card, data) {
    const known = existing(values);
    if (!known.length) return null;
    const mean = card.statistic === "mean";
    const [low, high] = mean ? meanInterval(known, data.reaches) : tailInterval(known, data.tails);
    return {
        centre: mean ? meanOf(known) : quantileOf(known, 0.05), low, high,
        p10: quantileOf(known, 0.1), p90: quantileOf(known, 0.9),
    };
}

/** Return the interval of a 5th percentile by order statistics, none on few seasons. */
function tailInterval(values, tails) {
    const places = tails[values.length];
    if (!places) return [null, null];
    const sorted = Float64Array.from(values).sort();
    return places.map(place => sorted[place]);
}

/** Return how ours differ from theirs on the same seasons; a percentile has no interval here. */
function differing(ours, theirs, card, data) {
    const both = Array.from(ours.keys()).filter(nth => !Number.isNaN(ours[nth]) && !Number.isNaN(theirs[nth]));
    if (!both.length) return null;
    const one = both.map(nth => ours[nth]), other = both.map(nth => theirs[nth]);
    if (card.statistic !== "mean")
        return {centre: quantileOf(one, 0.05) - quantileOf(other, 0.05), low: null, high: null};
    const gains = one.map((value, nth) => value - other[nth]);
    const [low, high] = meanInterval(gains, data.reaches);
    return {centre: meanOf(gains), low, high};
}

/** Tell whether a difference is surely better (1), surely worse (-1), or neither. */
function verdictOf(difference, better) {
    if (!difference || difference.low === null || better === "none") return 0;
    const side = difference.low > 0 ? 1 : difference.high < 0 ? -1 : 0;
    return better === "high" ? side : -side;
}
