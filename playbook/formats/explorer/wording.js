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

/** Return a number with thousands grouped, a true minus, and a plus where it is signed. */
function grouped(value, decimals, signed = false) {
    const text = Math.abs(value).toLocaleString("en-GB", {minimumFractionDigits: decimals, maximumFractionDigits: decimals, roundingMode: "halfEven"});
    if (!/[1-9]/.test(text)) return text;
    return (value < 0 ? "−" : signed ? "+" : "") + text;
}

function decimalsOf(value, most = 2) {
    return Math.min(most, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
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
        return pattern.replace("#", text);
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
        if (Math.abs(value) < 47.95) return this.units.h.replace("#", grouped(value, 1, signed));
        return this.units.d.replace("#", grouped(value / 24, 1, signed));
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

    /** Return the two ends of a range; one in yuan is told in myriads where the other one is. */
    range(low, high, format, signed = false) {
        if (low === null || high === null) return DASH;
        const ends = [low, high], told = ends.map(end => this.value(end, format, signed));
        if (told.some(text => text.endsWith("万元")))
            return told.map((text, nth) => /\d元$/.test(text) ? inMyriads(ends[nth], signed) : text).join(this.units.to);
        return told.join(this.units.to);
    }
}

/** Return an amount that is told in yuan in ten thousands of them; more decimals if it vanished. */
function inMyriads(value, signed) {
    if (Math.abs(value) < 0.5) return "0";
    return grouped(value / 1e4, Math.abs(value) >= 50 ? 2 : 4, signed).replace(/0$/, "") + "万元";
}

function plain(number) {
    return String(Math.round(100 * number) / 100);
}

/** Return a template with its places filled. */
function filled(template, values) {
    return template.replace(/\{(\w+)\}/g, (place, name) => name in values ? values[name] : place);
}
