"use strict";

/* The client file with the dials written into it, one statement of TOML after the other. */

const TOKEN = /"""(?:\\[^]|[^\\])*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|[^]/g;
const PART = String.raw`(?:[\w-]+|"[^"\n]*"|'[^'\n]*')`, PATH = String.raw`${PART}(?:\s*\.\s*${PART})*`;
const HEAD = new RegExp(String.raw`^\s*\[\[?\s*(${PATH})\s*\]`), SETS = new RegExp(String.raw`^\s*(${PATH})\s*=\s*`);

/** Return the client file as the dials stand, the moved dials that it cannot hold, and those
    that became keys which today's OA obeys, too. */
function clientFileOf(text, setting, data) {
    const lacking = [], chained = [];
    let statements = statementsOf(text);
    for (const dial of data.dials.filter(each => setting[each.key] !== each.default)) {
        const [path, value] = keyOf(dial.key, setting[dial.key], data);
        const changed = path && withKey(statements, path, value);
        if (!changed) lacking.push(dial);
        else if (path.startsWith("chain.") || data.apart.includes(path)) chained.push(dial);
        statements = changed || statements;
    }
    return {text: statements.map(each => each.text).join(""), lacking, chained};
}

/** Return the key of the client file that a dial turns and the value as TOML; none where it has no such key. */
function keyOf(key, value, data) {
    if (value === null) return [];
    if (key === "approvers.dropped") return ["chain.dropped", listed([...data.client.dropped, ...value.split(",")])];
    if (key === "approvers.speed") return ["chain.attention_factor", data.client.attention / value];
    if (key === "charter.kinds_excluded") return [key, listed(value === "all_inside" ? [] : [value])];
    return /^(charter|plan|offers|agency)\./.test(key) ? [key, JSON.stringify(value)] : [];
}

/** Return texts as a list of TOML. */
function listed(texts) {
    return `[${texts.map(each => JSON.stringify(each)).join(", ")}]`;
}

/** Return the statements of a TOML text: each with the table in which it stands, and the table
    that it opens or the key that it sets. A list may go over lines. */
function statementsOf(text) {
    const texts = [""];
    let depth = 0;
    for (const [token] of `${text.trimEnd()}\n`.matchAll(TOKEN)) {
        texts[texts.length - 1] += token;
        depth += "[{".includes(token) - "]}".includes(token);
        if (token === "\n" && !depth) texts.push("");
    }
    let table = "";
    return texts.map(each => {
        const [head, key] = [HEAD, SETS].map(pattern => pathOf(each.match(pattern)?.[1]));
        table = head || table;
        return {text: each, head, table, sets: key && [table, key].filter(Boolean).join(".")};
    });
}

function pathOf(written = "") {
    return (written.match(new RegExp(PART, "g")) ?? []).map(part => part.replace(/^["']|["']$/g, "")).join(".");
}

/** Return statements with one key set: where it stands, in its table, or in a new one at the end;
    null where the table is written in one line. */
function withKey(statements, path, value) {
    const [section, key] = path.split(".");
    const laid = (nth, removed, text) => statements.toSpliced(nth, removed, ...statementsOf(text).slice(0, -1).map(each => ({...each, table: section, sets: path})));
    const own = statements.findIndex(each => each.sets === path);
    if (own >= 0) return laid(own, 1, `${statements[own].text.match(SETS)[0]}${value}`);
    if (statements.some(each => each.sets === section)) return null;
    const head = statements.findIndex(each => each.head === section);
    if (head >= 0) return laid(head + 1, 0, `${key} = ${value}`);
    const beside = statements.findLastIndex(each => !each.table && each.sets?.startsWith(`${section}.`));
    if (beside >= 0) return laid(beside + 1, 0, `${path} = ${value}`);
    return [...statements, ...statementsOf(`[${section}]\n${key} = ${value}`)];
}
