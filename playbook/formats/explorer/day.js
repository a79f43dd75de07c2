"use strict";

/* One day under two regimes, step by step: what is told on the page is shown one moment at a time. */

/** Let a day be stepped through; without this every moment is shown at once. */
class Day {
    constructor(place) {
        this.place = place;
        this.steps = Math.max(0, ...Array.from(place.querySelectorAll("[data-step]"), each => Number(each.dataset.step)));
        this.step = 0;
        place.classList.add("is-stepped");
        for (const [name, move] of [["first", () => 0], ["back", () => this.step - 1], ["next", () => this.step + 1], ["last", () => this.steps]])
            for (const button of place.querySelectorAll(`[data-move=${name}]`)) button.onclick = () => this.show(move());
        this.show(0);
    }

    /** Show the day up to a step. */
    show(step) {
        this.step = Math.min(Math.max(0, step), this.steps);
        for (const each of this.place.querySelectorAll("[data-step]")) {
            const nth = Number(each.dataset.step);
            each.classList.toggle("is-coming", nth > this.step);
            each.classList.toggle("is-now", nth === this.step);
            each.setAttribute("aria-hidden", String(nth > this.step));
        }
        for (const clock of this.place.querySelectorAll(".ex-clock"))
            clock.textContent = this.moment("clock");
        for (const bar of this.place.querySelectorAll(".ex-window")) bar.style.setProperty("--now", this.moment("moment"));
        for (const button of this.place.querySelectorAll("[data-move=first], [data-move=back]")) button.disabled = this.step === 0;
        for (const button of this.place.querySelectorAll("[data-move=next], [data-move=last]")) button.disabled = this.step === this.steps;
    }

    moment(name) {
        return this.place.querySelector(`[data-step="${this.step}"]`)?.dataset[name] ?? "";
    }
}
