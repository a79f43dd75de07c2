"use strict";

/* The pinned scenarios side by side, each under its name, for as long as the page is open. */

const MOST_PINS = 4;

/** Hold the pinned; `play` plays a setting, `show` takes it to the dials, `spare` is where a
    reader goes on who has removed the last one. */
class Pins {
    constructor(place, {play, show, spare}) {
        Object.assign(this, {place, play, show, spare, all: []});
    }

    get areFull() {
        return this.all.length === MOST_PINS;
    }

    /** Pin a setting, under the first free name where none is given. */
    async add(name, note, setting) {
        const taken = new Set(this.all.map(each => each.name));
        const free = [1, 2, 3, 4].map(nth => `${this.view.words.scenario} ${nth}`).find(each => !taken.has(each));
        const pin = {name: name || free, note, setting};
        this.all.push(pin);
        this.draw();
        pin.told = await this.play(setting);
        this.fill();
    }

    /** Remove one; who works by keyboard goes on at the next. */
    remove(nth) {
        this.all.splice(nth, 1);
        this.draw();
        const others = this.place.querySelectorAll(".ex-remove");
        (others[Math.min(nth, others.length - 1)] ?? this.spare).focus();
    }

    /** Say everything as a view does. */
    speak(view) {
        this.view = view;
        this.draw();
    }

    /** Draw names, notes and buttons anew, and the figures below. */
    draw() {
        this.place.hidden = !this.all.length;
        const heads = this.all.map((pin, nth) => this.head(pin, nth));
        this.place.querySelector(".ex-pins").replaceChildren(tabulated([this.view.words.scenario, ...heads], []));
        this.fill();
    }

    head(pin, nth) {
        const {words} = this.view;
        const field = (key, properties) => made("input", {value: pin[key], oninput: event => { pin[key] = event.target.value; }, ...properties});
        return made("div", {className: "ex-pin"},
            field("name", {maxLength: 40, "aria-label": words.name_of_scenario}),
            field("note", {maxLength: 120, placeholder: words.note, className: "ex-note", "aria-label": words.note}),
            made("span", {className: "ex-buttons"},
                made("button", {type: "button", textContent: words.take, onclick: () => this.show(pin.setting)}),
                made("button", {type: "button", className: "ex-remove", textContent: words.remove, onclick: () => this.remove(nth)})));
    }

    /** Write the figures; names and buttons stay as they are, and so does whoever is at them. */
    fill() {
        const {view} = this;
        const told = this.all.map(pin => pin.told && view.cards(pin.told));
        const rows = view.data.cards.map((card, nth) => [card.name[view.language], ...told.map(cards => cards ? view.figure(cards[nth]) : "…")]);
        const moved = [view.words.settings, ...this.all.map(pin => made("small", {textContent: view.settings(pin.setting)}))];
        this.place.querySelector("tbody").replaceChildren(...rowsOf([...rows, moved]));
    }
}
