"use strict";

/* The panel: every dial with its name, its value, its range and what it means. */

/** Return an HTML element with properties and attributes, and what stands in it. */
function made(name, properties = {}, ...inside) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
        if (key.startsWith("aria-") || key === "for" || key === "role") element.setAttribute(key, value);
        else element[key] = value;
    }
    element.append(...inside.filter(each => each !== null));
    return element;
}

/** Hold the panel of one side in one language; `turned` is told the key and the new value. */
class Dials {
    constructor(place, data, words, wording, turned) {
        Object.assign(this, {place, data, words, wording, turned});
        this.rows = new Map();
    }

    /** Draw the dials of a side anew. */
    draw(side, setting) {
        const dials = this.data.dials.filter(dial => dial.side === side);
        this.regime = setting.regime;
        this.place.replaceChildren(...dials.map(dial => this.row(dial, setting[dial.key])));
    }

    row(dial, value) {
        const id = `dial-${dial.key.replace(".", "-")}`, language = this.wording.language;
        const output = made("output", {className: "ex-value"});
        output.setAttribute("for", id);
        const control = dial.format === "name" ? this.choice(dial, id) : this.slider(dial, id);
        const back = made("button", {type: "button", className: "ex-back", textContent: "↺",
            title: this.words.reset_one, onclick: () => { this.turned(dial.key, dial.default); control.focus(); }});
        back.setAttribute("aria-label", filled(this.words.pair, {name: dial.name[language], value: this.words.reset_one}));
        const basis = filled(this.words.pair, {name: this.words.basis, value: dial.basis[language]});
        const meaning = made("p", {className: "ex-meaning", id: `${id}-meaning`, textContent: dial.meaning[language]},
            dial.basis[language] ? made("span", {className: "ex-basis", textContent: basis}) : null);
        control.setAttribute("aria-describedby", meaning.id);
        const idle = made("p", {className: "ex-idle", textContent: this.words.idle});
        const ends = dial.format === "name" ? null : made("div", {className: "ex-ends"});
        const row = made("div", {className: "ex-dial"},
            made("div", {className: "ex-dial-head"}, made("label", {for: id, textContent: dial.name[language]}), output, back),
            control, ends, meaning, idle);
        this.rows.set(dial.key, {dial, row, control, output, back, ends, idle});
        this.show(dial.key, value);
        return row;
    }

    choice(dial, id) {
        const options = dial.values.map((value, nth) => made("option", {value: String(nth), textContent: this.said(dial, value)}));
        return made("select", {id, onchange: event => this.turned(dial.key, dial.values[Number(event.target.value)])}, ...options);
    }

    slider(dial, id) {
        return made("input", {id, type: "range", min: "0", max: String(dial.values.length - 1), step: "1",
            oninput: event => this.turned(dial.key, dial.values[Number(event.target.value)])});
    }

    /** Write both ends of a range, and between them what the client file says. */
    write(dial, ends) {
        const file = filled(this.words.in_file, {value: this.said(dial, dial.default)});
        ends.replaceChildren(made("span", {textContent: this.said(dial, dial.values[0])}),
            made("span", {className: "ex-file", textContent: file}), made("span", {textContent: this.said(dial, dial.values.at(-1))}));
    }

    said(dial, value) {
        if (dial.format === "name") return dial.labels[String(value)][this.wording.language];
        if (value === null) return this.words.none;
        return this.wording.value(heldUnder(this.regime, dial.key, value, this.data), dial.format);
    }

    /** Show where all dials stand; the regime decides what some of them mean. */
    showAll(setting) {
        this.regime = setting.regime;
        for (const key of this.rows.keys()) this.show(key, setting[key]);
    }

    show(key, value) {
        const {dial, control, output, back, ends, idle} = this.rows.get(key), text = this.said(dial, value);
        if (ends) this.write(dial, ends);
        idle.hidden = !isIdle(this.regime, key);
        control.value = String(dial.values.indexOf(value));
        output.textContent = dial.format === "name" ? "" : text;
        if (dial.format !== "name") control.setAttribute("aria-valuetext", text);
        this.rows.get(key).row.classList.toggle("is-moved", value !== dial.default);
        this.rows.get(key).row.classList.toggle("is-idle", !idle.hidden);
        back.hidden = value === dial.default;
    }
}
