"use strict";

/* Pictures of the answer, drawn as SVG; each says in words what it shows. */

const NARROW = 640;
const SVG = "http://www.w3.org/2000/svg";

/** Return an SVG element with attributes, and what stands in it. */
function drawn(name, attributes = {}, ...inside) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside);
    return element;
}

/** Return about four round steps from below the least to above the largest value. */
function stepsOf(low, high) {
    const rough = (high - low || 1) / 4, power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 2.5, 5, 10].map(each => each * power).find(each => each >= rough);
    const first = Math.floor(low / step), last = Math.ceil(high / step);
    return Array.from({length: last - first + 1}, (_, nth) => (first + nth) * step);
}

/** Hold the frame of a picture: margins, scales, and the lines behind, nought among them. */
class Frame {
    constructor(alt, lows, highs, wide, write) {
        this.box = {left: 78, right: 16, top: 14, bottom: 34, width: innerWidth < NARROW ? 360 : 640, height: 260};
        const steps = stepsOf(Math.min(0, ...lows), Math.max(0, ...highs));
        [this.low, this.high, this.wide] = [steps[0], steps.at(-1), wide];
        this.svg = drawn("svg", {viewBox: `0 0 ${this.box.width} ${this.box.height}`, role: "img", "aria-label": alt, class: "ex-picture"});
        for (const step of steps) {
            const y = this.y(step);
            this.svg.append(
                drawn("line", {x1: this.box.left, x2: this.box.width - this.box.right, y1: y, y2: y, class: step === 0 ? "ex-zero" : "ex-line"}),
                drawn("text", {x: this.box.left - 8, y: y + 4, "text-anchor": "end"}, write(step)));
        }
    }

    x(place) {
        const {left, right, width} = this.box;
        return left + (this.wide < 2 ? 0.5 : place / (this.wide - 1)) * (width - left - right - 28) + 14;
    }

    y(value) {
        const {top, bottom, height} = this.box;
        return top + (this.high - value) / (this.high - this.low || 1) * (height - top - bottom);
    }

    label(place, text) {
        const isLast = place === this.wide - 1, x = isLast ? this.box.width - 2 : this.x(place);
        this.svg.append(drawn("text", {x, y: this.box.height - 10, "text-anchor": isLast ? "end" : "middle"}, text));
    }

    band(lows, highs, kind) {
        const there = highs.map((value, nth) => `${this.x(nth)},${this.y(value)}`);
        const back = lows.map((value, nth) => `${this.x(nth)},${this.y(value)}`).reverse();
        this.svg.append(drawn("polygon", {points: [...there, ...back].join(" "), class: `ex-band ${kind}`}));
    }

    path(values, kind) {
        const points = values.map((value, nth) => `${this.x(nth)},${this.y(value)}`).join(" ");
        this.svg.append(drawn("polyline", {points, class: `ex-path ${kind}`}));
        values.forEach((value, nth) => this.svg.append(drawn("circle", {cx: this.x(nth), cy: this.y(value), r: 3.5, class: `ex-dot ${kind}`})));
    }
}

/** Return sales by month: means of both, and where eight in ten seasons of the chosen lie. */
function monthsPicture(series, labels, alt, write) {
    const frame = new Frame(alt, series.flatMap(each => each.lows), series.flatMap(each => each.highs), labels.length, write);
    const every = Math.ceil(labels.length / (innerWidth < NARROW ? 3 : 8));
    labels.forEach((text, nth) => nth % every || frame.label(nth, text));
    for (const each of series) {
        frame.band(each.lows, each.highs, each.kind);
        frame.path(each.means, each.kind);
    }
    return frame.svg;
}

/** Return the gain by quota, with its intervals and where the dial stands. */
function curvePicture(points, here, alt, write) {
    const frame = new Frame(alt, points.map(each => each.low ?? each.centre), points.map(each => each.high ?? each.centre), points.length, write);
    points.forEach((each, nth) => {
        if (nth % (innerWidth < NARROW ? 4 : 2) === 0) frame.label(nth, each.label);
    });
    frame.svg.append(drawn("line", {x1: frame.x(here), x2: frame.x(here), y1: 14, y2: frame.box.height - 34, class: "ex-here"}));
    frame.band(points.map(each => each.low ?? each.centre), points.map(each => each.high ?? each.centre), "chosen");
    frame.path(points.map(each => each.centre), "chosen");
    return frame.svg;
}

/** Return a row's interval on a scale that all rows share: a line, a dot, nought marked. */
function intervalPicture({low, high, centre}, reach, kind) {
    const x = value => 100 + 96 * value / (reach || 1);
    return drawn("svg", {viewBox: "0 0 200 16", class: "ex-interval", "aria-hidden": "true"},
        drawn("line", {x1: 100, x2: 100, y1: 0, y2: 16, class: "ex-zero"}),
        drawn("line", {x1: x(low ?? centre), x2: x(high ?? centre), y1: 8, y2: 8, class: `ex-reach ${kind}`}),
        drawn("circle", {cx: x(centre), cy: 8, r: 4, class: `ex-dot ${kind}`}));
}
