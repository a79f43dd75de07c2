"use strict";

/* The page alive: dials are turned, the model plays, the answer is drawn anew. */

const SEASONS = 200, CURVE_SEASONS = 100, DRIVER_SEASONS = 50, ADDRESS_AFTER = 100;

class App {
    constructor(data, player) {
        Object.assign(this, {data, player, count: SEASONS, generation: 0, told: null});
        this.find = id => document.getElementById(id);
        this.pins = new Pins(this.find("pins"), {
            play: setting => this.player.seasons(setting, this.count), show: setting => this.take(setting), spare: this.find("pin")});
        const begins = location.hash.length > 1 ? location.hash : document.documentElement.dataset.begins ?? "";
        const {setting, faults} = settingOf(askedBy(begins, data), data);
        this.setting = setting;
        this.speak(languageOf(location.hash));
        this.note(faults);
        this.listen();
        this.replay();
    }

    /** Say everything in a language. */
    speak(language) {
        this.language = language;
        turnTo(language);
        this.words = this.data.words[language];
        this.wording = new Wording(language);
        this.view = new View(this.data, this.words, this.wording);
        document.title = this.words.title;
        for (const each of document.querySelectorAll("[data-word]")) each.textContent = this.words[each.dataset.word];
        for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", this.words[each.dataset.label]);
        this.panels = ["lever", "uncertainty"].map(side => {
            const panel = new Dials(this.find(side), this.data, this.words, this.wording, (key, value) => this.turn(key, value));
            panel.draw(side, this.setting);
            return panel;
        });
        this.pins.speak(this.view);
        this.draw();
    }

    listen() {
        const buttons = {
            reset: () => this.take(defaultsOf(this.data)), pin: () => this.pin(), more: () => this.more(),
            save: () => this.save(), csv: () => this.table(), toml: () => this.clientFile(), print: () => print(),
        };
        for (const [id, act] of Object.entries(buttons)) this.find(id).onclick = act;
        this.find("load").onchange = event => this.load(event.target);
        for (const language of ["en", "zh"]) this.find(language).onchange = () => { this.speak(language); this.address(); };
        addEventListener("hashchange", () => this.follow());
        this.find("toml").hidden = !this.data.client.file;
    }

    /** Follow an address that was typed or a link to a scenario. */
    follow() {
        if (location.hash.slice(1) === this.written) return;
        const {setting, faults} = settingOf(askedBy(location.hash, this.data), this.data);
        const language = languageOf(location.hash);
        if (language !== this.language) this.speak(language);
        this.take(setting);
        this.note(faults);
    }

    turn(key, value) {
        this.setting = {...this.setting, [key]: value};
        for (const panel of this.panels) panel.showAll(this.setting);
        this.note([]);
        this.address();
        this.replay();
    }

    take(setting) {
        this.setting = {...setting};
        for (const panel of this.panels) panel.showAll(setting);
        this.address();
        this.replay();
    }

    address() {
        this.written = addressOf(this.setting, this.data, this.language);
        // A browser refuses a page that writes its address with every step of a slider.
        clearTimeout(this.writing);
        if (location.protocol !== "about:")
            this.writing = setTimeout(() => history.replaceState(null, "", `#${this.written}`), ADDRESS_AFTER);
    }

    /** Play the seasons anew; what was begun before is dropped. */
    async replay() {
        const mine = ++this.generation, setting = this.setting, begun = performance.now();
        document.body.classList.add("is-playing");
        for (const id of ["curve", "drivers"]) this.age(id, true);
        try {
            const heard = told => this.heard(mine, told, setting, begun);
            const told = await this.player.seasons(setting, this.count, heard);
            if (!told) return;
            document.body.classList.remove("is-playing");
            await this.curve(mine, setting);
            await this.drivers(mine, setting, told);
        } catch (fault) {
            if (mine === this.generation) this.stopped(fault);
        }
    }

    /** Mark a part as told of an earlier setting, or as told of this one. */
    age(id, isStale) {
        this.find(id).classList.toggle("is-stale", isStale);
        this.find(id).setAttribute("aria-busy", isStale);
    }

    heard(mine, told, setting, begun) {
        if (mine !== this.generation) return false;
        this.told = told;
        this.shown = setting;
        this.firstAfter ??= performance.now() - begun;
        document.body.dataset.seasons = told.count;
        document.body.classList.remove("is-stopped");
        this.draw();
        return true;
    }

    /** Draw what is known of the setting; also called when the language changes. */
    draw() {
        if (!this.told) return;
        const {view, told} = this;
        document.body.classList.add("is-live");
        this.find("sentence").textContent = view.sentence(told, this.shown);
        this.find("status").textContent = filled(this.words.status, {seasons: told.count, most: this.count});
        const objection = view.objection(told);
        this.find("objection").textContent = objection;
        this.find("objection").hidden = !objection;
        this.find("more").hidden = this.count > SEASONS;
        this.find("settings").textContent = view.settings(this.shown);
        view.drawCards(this.find("cards"), told);
        this.find("sum").textContent = view.sum(told);
        view.drawMonths(this.find("months"), told);
        view.drawWaits(this.find("waits"), told);
        if (this.points) view.drawCurve(this.find("curve"), this.points, this.here());
        if (this.ends) view.drawDrivers(this.find("drivers"), this.ends);
    }

    here() {
        return this.dial("charter.quota_cny").values.indexOf(this.shown["charter.quota_cny"]);
    }

    dial(key) {
        return this.data.dials.find(each => each.key === key);
    }

    /** Play the quota at every stop with all else as it stands. */
    async curve(mine, setting) {
        this.find("curve-part").hidden = !setting.regime.endsWith("green");
        if (this.find("curve-part").hidden) return;
        const points = [];
        for (const quota of this.dial("charter.quota_cny").values) {
            const told = await this.player.seasons({...setting, "charter.quota_cny": quota}, CURVE_SEASONS, () => mine === this.generation);
            if (!told) return;
            const losses = existing(told.chosen.values.loss_making_deals);
            const [ours, theirs] = [told.chosen, told.today].map(table => table.values.contribution_cny);
            const gains = ours.map((value, season) => value - theirs[season]);
            points.push({quota: heldUnder(setting.regime, "charter.quota_cny", quota, this.data), gains, losses: losses.length ? meanOf(losses) : NaN, ...this.gain(told)});
        }
        this.points = points;
        this.age("curve", false);
        this.view.drawCurve(this.find("curve"), points, this.here());
    }

    gain(told) {
        const card = this.data.cards.find(each => each.outcome === "contribution_cny");
        return differing(told.chosen.values[card.outcome], told.today.values[card.outcome], card, this.data);
    }

    /** Move every uncertainty to its ends, one at a time. */
    async drivers(mine, setting) {
        const ends = [], alive = () => mine === this.generation;
        const base = await this.player.seasons(setting, DRIVER_SEASONS, alive);
        if (!base) return;
        for (const dial of this.data.dials.filter(each => each.side === "uncertainty")) {
            const found = {key: dial.key, base: this.gain(base).centre};
            for (const [end, value] of [["low", dial.values[0]], ["high", dial.values.at(-1)]]) {
                const told = await this.player.seasons({...setting, [dial.key]: value}, DRIVER_SEASONS, alive);
                if (!told) return;
                found[end] = {value, centre: this.gain(told).centre};
            }
            ends.push(found);
        }
        this.ends = ends;
        this.age("drivers", false);
        this.view.drawDrivers(this.find("drivers"), ends);
        document.body.dataset.settled = mine;
    }

    more() {
        this.count = 1000;
        this.find("pin").focus();
        this.replay();
    }

    stopped(fault) {
        document.body.classList.add("is-stopped");
        document.body.classList.remove("is-playing");
        this.say(fault.message === "undrawn" ? this.words.undrawn : filled(this.words.stopped, {fault: fault.message}));
    }

    say(text) {
        this.find("note").textContent = text;
        this.find("note").hidden = !text;
    }

    /** Say what of an address or a file was not taken as it is. */
    note(faults) {
        this.say(faults.map(({what, key, value}) => {
            const dial = this.dial(key);
            const name = dial ? dial.name[this.language] : key;
            return filled(this.words[`fault_${what}`], {name, value: dial && typeof value === "number" ? this.wording.value(value, dial.format) : value});
        }).join(" "));
    }

    pin(name = "", note = "", setting = this.setting) {
        if (this.pins.areFull) return this.say(this.words.four_pins);
        this.pins.add(name, note, setting).catch(fault => this.stopped(fault));
    }

    /** Return the pinned scenarios, or the one that is shown. */
    scenarios() {
        return this.pins.all.length ? this.pins.all : [{name: this.words.scenario, note: "", setting: this.setting}];
    }

    save() {
        handed("scenarios.json", "application/json", fileOf(this.scenarios(), this.data));
    }

    async load(input) {
        const [file] = input.files;
        if (!file) return;
        try {
            const found = scenariosOf(await file.text(), this.data);
            this.pins.all = [];
            for (const {name, note, setting} of found) this.pin(name, note, setting);
            this.take(found[0].setting);
            this.note(found.flatMap(each => each.faults));
        } catch (fault) {
            this.say(this.words[`file_${fault.message}`] ?? fault.message);
        }
        input.value = "";
    }

    /** Give the numbers that are shown as a table, a row a scenario and outcome. */
    table() {
        const pinned = this.pins.all.filter(pin => pin.told);
        const shown = pinned.length ? pinned : [{name: this.words.scenario, setting: this.shown, told: this.told}];
        const rows = shown.flatMap(each => this.view.cards(each.told).map(({card, own, difference}) => [
            each.name, card.name[this.language], card.outcome, own?.centre, own?.low, own?.high, difference?.centre, difference?.low, difference?.high,
            each.told.count, this.view.settings(each.setting)]));
        handed("scenarios.csv", "text/csv", csvOf([this.words.csv_head.split("|"), ...rows]));
    }

    clientFile() {
        const {text, lacking, chained} = clientFileOf(this.data.client.file, this.setting, this.data);
        const named = dials => dials.map(dial => dial.name[this.language]).join(this.words.between);
        const notes = [["toml_lacking", lacking], ["toml_chained", chained]].filter(([, dials]) => dials.length)
            .map(([word, dials]) => filled(this.words[word], {names: named(dials)}));
        handed("client.toml", "application/toml", [this.words.toml_head, ...notes].map(note => `# ${note}\n`).join("") + text);
        this.say(notes.join(" "));
    }
}

/** Give the reader a file to keep. */
function handed(name, type, content) {
    const link = made("a", {href: URL.createObjectURL(new Blob([content], {type})), download: name});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Turn the page to a language, alive or not. */
function turnTo(language) {
    document.getElementById(language).checked = true;
    document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
}

/** Begin: unpack what the page carries, compile the model, and take over from the report. */
async function beginPage() {
    turnTo(languageOf(location.hash));
    for (const place of document.querySelectorAll(".ex-day")) new Day(place);
    if (!document.getElementById("gc-module")) return;
    const carried = id => document.getElementById(id).textContent.trim();
    const failed = why => {
        document.body.classList.add("is-report");
        document.body.dataset.why = why;
    };
    if (typeof WebAssembly !== "object" || typeof DecompressionStream !== "function") return failed("no_wasm");
    try {
        const data = JSON.parse(new TextDecoder().decode(await unpacked(carried("gc-data"))));
        const module = await WebAssembly.compile(await unpacked(carried("gc-module")));
        const player = new Player(data, module, await unpacked(carried("gc-numbers")), carried("gc-worker"));
        await player.ready;
        window.explorer = new App(data, player);
    } catch (fault) {
        failed(String(fault));
    }
}

beginPage();
