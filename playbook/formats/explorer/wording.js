"use strict";

/* Numbers as a reader of the language expects them, worded as the documents word them. */

const MONEY = {
    en: [[999.5e6, 1e9, "CNY # bn", 2], [999500, 1e6, "CNY # m", 2], [99999.5, 1e3, "CNY # k", 0], [0, 1, "CNY #", 0]],
    zh: [[99995000, 1e8, "#亿元", 2], [9999.5, 1e4, "#万元", 2], [0, 1, "#元", 0]],
};
const UNITS = {
    en: {share: "# %", points: "# points", min: "# min", h: "# h", d: "# d", to: " to "},
    zh: {share: "#%", points: "#个百分点", min: "#分钟", h: "#小时", d: "#天", to: "至"},
};
const DASH = "–";

/** Return a number to so many decimals; one exactly between two goes to the even one, as in the documents. */
function fixed(value, decimals) {
    const isBetween = (value * 2 ** (decimals + 1)) % 2 === 1, text = value.toFixed(decimals);
    return isBetween && /[13579]$/.test(text) ? (value * (1 - Number.EPSILON)).toFixed(decimals) : text;
}

/** Return a number with thousands grouped, a true minus, and a plus where it is signed. */
function grouped(value, decimals, signed = false) {
    const [whole, part = ""] = fixed(Math.abs(value), decimals).split(/(?=\.)/);
    const text = whole.replace(/\B(?=(\d{3})+$)/g, ",") + part;
    if (!/[1-9]/.test(text)) return text;
    return (value < 0 ? "−" : signed ? "+" : "") + text;
}

function decimalsOf(value, most = 2) {
    return Math.min(most, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
}

/** Return a number in a unit; its sign stands before the currency. */
function inUnit(text, pattern) {
    const sign = /^[+−]/.test(text) ? text[0] : "";
    return sign + pattern.replace("#", text.slice(sign.length));
}

/** Write numbers in one language; every function gives a dash for what does not exist. */
class Wording {
    constructor(language) {
        this.language = language;
        this.units = UNITS[language];
    }

    money(value, signed = false) {
        const [, divisor, pattern, digits] = MONEY[this.language].find(([least]) => Math.abs(value) >= least);
        const scaled = value / divisor;
        let text = grouped(scaled, digits ? decimalsOf(scaled, digits) : 0, signed);
        if (divisor === 1e4 && /\.\d\d$/.test(text)) text = text.replace(/0$/, "");
        return inUnit(text.replace(/\.0+$/, ""), pattern);
    }

    share(value) {
        return this.units.share.replace("#", grouped(100 * value, 1).replace(/\.0$/, ""));
    }

    points(value) {
        return this.units.points.replace("#", grouped(100 * value, 1, true).replace(/\.0$/, ""));
    }

    hours(value, signed = false) {
        if (value === 0) return this.units.h.replace("#", "0");
        if (Math.abs(value) * 60 < 59.5) return this.units.min.replace("#", grouped(60 * value, 0, signed));
        if (Math.abs(value) < 47.95) return this.units.h.replace("#", tenths(value, signed));
        return this.units.d.replace("#", tenths(value / 24, signed));
    }

    /** Return a value in a format; `signed` is for differences. */
    value(number, format, signed = false) {
        if (number === null || number === undefined || Number.isNaN(number)) return DASH;
        if (format === "share") return signed ? this.points(number) : this.share(number);
        if (format === "tenths") return grouped(number, 1, signed);
        if (format === "multiple") return `× ${plain(number)}`;
        if (format === "number") return plain(number);
        return this[format](number, signed);
    }

    /** Return the two ends of a range; the one in a smaller unit is told in that of the other. */
    range(low, high, format, signed = false) {
        if (low === null || high === null) return DASH;
        const ends = [low, high], told = ends.map(end => this.value(end, format, signed));
        const [first, last] = told.map(text => this.unitOf(text));
        if (first && last && first[0] !== last[0]) {
            const smaller = first[0] < last[0] ? 0 : 1;
            told[smaller] = this.rewritten(told[smaller], ends[smaller], smaller ? first : last);
        }
        return told.join(this.units.to);
    }

    /** Return how high on its ladder of units a text is written, and that unit; null if on none. */
    unitOf(told) {
        const times = [[1 / 60, this.units.min], [1, this.units.h], [24, this.units.d]];
        const amounts = MONEY[this.language].map(([, divisor, pattern]) => [divisor, pattern]).reverse();
        for (const units of [amounts, times])
            for (const [step, [divisor, pattern]] of units.entries()) {
                const [before, after] = pattern.split("#");
                const number = told.replace(/^[+−]/, "").slice(before.length, after ? -after.length : undefined);
                if (told.replace(/^[+−]/, "") === before + number + after && /^[\d.,]+$/.test(number))
                    return [step, divisor, pattern];
            }
        return null;
    }

    /** Return an end of a range in a larger unit; two decimals more if it vanished. */
    rewritten(told, value, [, divisor, pattern]) {
        if (Math.abs(value) <= 0.0005) return "0";
        const scaled = value / divisor;
        const fewest = divisor === 1e3 ? 0 : divisor >= 1e4 ? 2 : 1;
        const decimals = Math.abs(scaled) >= 0.5 / 10 ** fewest ? fewest : fewest + 2;
        if (Math.abs(scaled) < 0.0005) return told;
        let text = grouped(scaled, decimals, told.startsWith("+"));
        if (text.includes(".")) text = text.replace(/0+$/, "").replace(/\.$/, "");
        return inUnit(text, pattern);
    }
}

/** Return a number to one decimal, a whole one without. */
function tenths(value, signed) {
    return grouped(value, 1, signed).replace(/\.0$/, "");
}

function plain(number) {
    return String(Math.round(100 * number) / 100);
}

/** Return a template with its places filled. */
function filled(template, values) {
    return template.replace(/\{(\w+)\}/g, (place, name) => name in values ? values[name] : place);
}
