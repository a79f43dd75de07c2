"use strict";

/* Facts of seasons as tables, and the seasons that the page has had played so far. */

const BLOCK = 50;

/** Return a table a regime from what was told: by outcome the seasons' values, by month the sales. */
function tablesOf(told, regimes, seasons, plan) {
    const sales = plan.outcomes.indexOf("sales");
    const tables = regimes.map(() => ({values: {}, months: []}));
    let begin = 0;
    told.ends.forEach((end, play) => {
        const season = Math.floor(play / regimes.length), table = tables[play % regimes.length];
        for (let nth = begin; nth < end; nth++) {
            const outcome = Math.floor(told.keys[nth] / plan.items), item = told.keys[nth] % plan.items;
            if (outcome === sales) put(table.months, item, season, seasons, told.values[nth]);
            else if (item === 0) put(table.values, plan.outcomes[outcome], season, seasons, told.values[nth]);
        }
        begin = end;
    });
    return tables;
}

function put(columns, name, season, seasons, value) {
    columns[name] ??= new Float64Array(seasons).fill(NaN);
    columns[name][season] = value;
}

/** Return one table of several blocks of seasons. */
function oneAfterTheOther(tables) {
    const joinedOf = columns => Float64Array.from(columns.flatMap(column => Array.from(column)));
    const names = Object.keys(tables[0].values);
    return {
        values: Object.fromEntries(names.map(name => [name, joinedOf(tables.map(table => table.values[name]))])),
        months: tables[0].months.map((_, nth) => joinedOf(tables.map(table => table.months[nth]))),
    };
}

/** Have seasons played by the worker, each once: what was played is remembered. */
class Player {
    constructor(data, module, numbers, source) {
        this.data = data;
        this.known = new Map();
        this.asked = new Map();
        this.worker = new Worker(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
        this.ready = new Promise((resolve, reject) => this.asked.set("ready", [resolve, reject]));
        this.worker.onmessage = ({data: answer}) => this.heard(answer);
        this.worker.onerror = ({message}) => this.fail(message);
        this.worker.postMessage({module, numbers, plan: data.plan});
    }

    /** Leave nobody waiting: what was asked and not yet answered fails. */
    fail(why) {
        for (const [, reject] of this.asked.values()) reject(new Error(why));
        this.asked.clear();
    }

    heard(answer) {
        if (answer.failed) return this.fail(answer.failed);
        const id = answer.ready ? "ready" : answer.id, [resolve, reject] = this.asked.get(id);
        this.asked.delete(id);
        if (answer.stopped) reject(new Error(answer.stopped));
        else resolve(answer);
    }

    /** Return the facts of seasons under regimes by their numbers. */
    async facts(setting, regimes, first, last) {
        await this.ready;
        const id = ++Player.count;
        return new Promise((resolve, reject) => {
            this.asked.set(id, [resolve, reject]);
            this.worker.postMessage({id, patches: patchesOf(setting, this.data), regimes, first, last});
        });
    }

    /** Return a block of seasons of today's OA and of what is chosen, each as a table. */
    async block(setting, nth) {
        const wanted = [["today", this.keyOf(setting, false, nth)], [setting.regime, this.keyOf(setting, true, nth)]];
        const missing = wanted.filter(([, key]) => !this.known.has(key));
        for (const [world, rows] of partedOf(setting, missing, this.data)) await this.learn(world, rows, nth);
        while (this.known.size > 2000) this.known.delete(this.known.keys().next().value);
        return wanted.map(([, key]) => this.known.get(key));
    }

    /** Have a block of seasons played under regimes by name, and remember them by their keys. */
    async learn(setting, rows, nth) {
        const numbers = rows.map(([name]) => this.data.plan.regimes.indexOf(name));
        const told = await this.facts(setting, numbers, nth * BLOCK, (nth + 1) * BLOCK);
        if (told.done < (nth + 1) * BLOCK) throw new RangeError("undrawn");
        const tables = tablesOf(told, numbers, BLOCK, this.data.plan);
        rows.forEach(([, key], place) => this.known.set(key, tables[place]));
    }

    keyOf(setting, chosen, nth) {
        const dials = this.data.dials.filter(dial => chosen || dial.side === "uncertainty");
        return JSON.stringify([chosen, nth, ...dials.map(dial => setting[dial.key])]);
    }

    /** Return today's OA and what is chosen over so many seasons; `heard` is told after each block. */
    async seasons(setting, count, heard = () => true) {
        const blocks = [];
        while (blocks.length * BLOCK < count) {
            blocks.push(await this.block(setting, blocks.length));
            const [today, chosen] = [0, 1].map(side => oneAfterTheOther(blocks.map(each => each[side])));
            if (!heard({today, chosen, count: blocks.length * BLOCK})) return null;
        }
        const [today, chosen] = [0, 1].map(side => oneAfterTheOther(blocks.map(each => each[side])));
        return {today, chosen, count};
    }
}
Player.count = 0;

/** Return rows of regimes by the setting under which they are played: together, or where a lever
    moves everybody's world, today's OA without it. */
function partedOf(setting, rows, data) {
    const own = Object.fromEntries(data.dials.filter(dial => data.apart.includes(dial.key)).map(dial => [dial.key, dial.default]));
    if (!rows.length) return [];
    if (Object.entries(own).every(([key, value]) => setting[key] === value)) return [[setting, rows]];
    return rows.map(row => [row[0] === "today" ? {...setting, ...own} : setting, [row]]);
}

/** Return the patches of a setting: of every group of dials the one of their values. */
function patchesOf(setting, data) {
    return data.groups.map(group => {
        const place = group.dials.reduce((sum, key) => {
            const dial = data.dials.find(each => each.key === key);
            return sum * dial.values.length + dial.values.indexOf(setting[key]);
        }, 0);
        const [ints, reals] = group.patches[place];
        return {ints: touched(group.ints, ints), reals: touched(group.reals, reals)};
    });
}

function touched(places, numbers) {
    return places.map((place, nth) => [place, numbers[nth]]).filter(([, number]) => number !== null);
}
