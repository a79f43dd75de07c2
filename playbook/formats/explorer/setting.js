"use strict";

/* Where the dials stand: in the address, in a file, in a table. */

/** Return where every dial stands in the client file. */
function defaultsOf(data) {
    return Object.fromEntries(data.dials.map(dial => [dial.key, dial.default]));
}

const WIDENED = ["charter.quota_cny", "charter.month_quota_cny", "charter.alone_cny"];

/** Return a value as it holds under a regime: the wide channel has its limits so many times as wide. */
function heldUnder(regime, key, value, data) {
    return regime === "wide_green" && WIDENED.includes(key) && value !== null ? data.client.widest * value : value;
}

/** Tell whether a dial moves anything under a regime. */
function isIdle(regime, key) {
    if (["charter.alone_cny", "charter.director_hours"].includes(key) && regime === "alone_green") return true;
    if (key.startsWith("charter.")) return !regime.endsWith("green");
    if (key.startsWith("plan.")) return !regime.startsWith("plan");
    return key.startsWith("approvers.") && regime === "delegated";
}

/** Return what of a setting differs from the client file. */
function changesOf(setting, data) {
    return data.dials.filter(dial => setting[dial.key] !== dial.default).map(dial => dial.key);
}

/** Return a setting of given values, and what is wrong with those that are left out.
    A number between two stops goes to the nearest one, which is said. */
function settingOf(given, data) {
    const setting = defaultsOf(data), faults = [];
    for (const [key, value] of Object.entries(given)) {
        const dial = data.dials.find(each => each.key === key);
        if (!dial) faults.push({what: "unknown", key});
        else if (dial.values.includes(value)) setting[key] = value;
        else if (!isWithin(dial, value)) faults.push({what: "outside", key, value});
        else {
            setting[key] = nearest(dial, value);
            faults.push({what: "nearest", key, value});
        }
    }
    return {setting, faults};
}

function numbersOf(dial) {
    return dial.values.filter(value => typeof value === "number");
}

function isWithin(dial, value) {
    const numbers = numbersOf(dial);
    return typeof value === "number" && numbers.length > 0
        && value >= Math.min(...numbers) && value <= Math.max(...numbers);
}

function nearest(dial, value) {
    return numbersOf(dial).reduce((best, each) => Math.abs(each - value) < Math.abs(best - value) ? each : best);
}

/** Return the language in which to speak: as the address asks, as the page was made, as the browser does. */
function languageOf(address) {
    const asked = new URLSearchParams(address.replace(/^#/, "")).get("language");
    const spoken = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
    return [asked, document.documentElement.dataset.language, spoken].find(each => ["en", "zh"].includes(each));
}

/** Return the changes of a setting as the part of an address behind its #, and the language
    where the page would not speak it by itself. */
function addressOf(setting, data, language) {
    const parts = new URLSearchParams();
    for (const key of changesOf(setting, data)) parts.set(key, setting[key] ?? "none");
    if (language !== languageOf("")) parts.set("language", language);
    return String(parts);
}

/** Return what an address asks for; its language is not a dial. */
function askedBy(address, data) {
    const given = [...new URLSearchParams(address.replace(/^#/, ""))].filter(([key]) => key !== "language");
    return Object.fromEntries(given.map(([key, text]) => {
        const dial = data.dials.find(each => each.key === key);
        const isNumber = dial && numbersOf(dial).length && text.trim() !== "" && !Number.isNaN(Number(text));
        return [key, isNumber ? Number(text) : text === "none" ? null : text];
    }));
}

/** Return scenarios as the file that this page and `greenchannel compare --scenario` read. */
function fileOf(scenarios, data) {
    const {name, digest, version, seed} = data.client;
    const told = scenarios.map(each => ({name: each.name, note: each.note, setting: each.setting}));
    return JSON.stringify({made_by: "greenchannel whatif", version, client: name, digest, seed, scenarios: told}, null, 2) + "\n";
}

/** Return the scenarios of a file; throw the name of what is wrong with it. */
function scenariosOf(text, data) {
    let file;
    try {
        file = JSON.parse(text);
    } catch {
        throw new Error("not_json");
    }
    if (file?.made_by !== "greenchannel whatif" || !Array.isArray(file.scenarios)) throw new Error("not_ours");
    if (file.client !== data.client.name || file.digest !== data.client.digest) throw new Error("other_client");
    if (file.version !== data.client.version) throw new Error("other_version");
    if (!file.scenarios.length) throw new Error("no_scenario");
    if (file.scenarios.length > MOST_PINS) throw new Error("too_many");
    if (!file.scenarios.every(isScenario)) throw new Error("no_setting");
    return file.scenarios.map(({name, note, setting}) => ({name: name ?? "", note: note ?? "", ...settingOf(setting, data)}));
}

/** Tell whether a row of a file is a scenario: a setting, and texts for its name and note where it has them. */
function isScenario(row) {
    const isText = value => typeof (value ?? "") === "string";
    const {setting, name, note} = row ?? {};
    return typeof setting === "object" && setting !== null && !Array.isArray(setting) && isText(name) && isText(note);
}

/** Return rows as a table of comma-separated values that spreadsheets open in any language. */
function csvOf(rows) {
    const cell = value => /^[=+\-@]/.test(String(value)) && typeof value !== "number" ? `'${value}` : String(value ?? "");
    const quoted = text => /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    return "\ufeff" + rows.map(row => row.map(cell).map(quoted).join(",")).join("\r\n") + "\r\n";
}
