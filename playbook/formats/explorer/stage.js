"use strict";

/* Seasons played by the model's module on a client's arrays; what it tells of them are facts. */

/** Hold an instance of the model and a client's numbers; `plan` says where what stands. */
class Stage {
    constructor(instance, numbers, plan) {
        this.model = instance.exports;
        this.numbers = numbers;
        this.plan = plan;
        this.arrays = new Arrays(this.model.memory, plan.room);
    }

    /** Play seasons under some regimes with patches laid on; give the facts of every season.
        Stops where a season cannot be drawn on the arrays: `done` is the first that is not told. */
    play(patches, regimes, first, last) {
        const parts = [];
        let done = first;
        while (done < last) {
            this.lay(patches, regimes);
            const next = Number(this.model.tell_seasons(
                this.arrays.wholeAt, this.arrays.fractionalAt, BigInt(done), BigInt(last)));
            if (next === done) break;
            parts.push(this.facts((next - done) * regimes.length));
            done = next;
        }
        return {done, ...joined(parts)};
    }

    /** Write the client's numbers, the patches, and which regimes are to be played. */
    lay(patches, regimes) {
        const {at} = this.plan;
        this.arrays.lay(this.numbers, this.plan.count);
        const {whole, fractional} = this.arrays;
        for (const patch of patches) {
            for (const [place, value] of patch.ints) whole[place] = BigInt(value);
            for (const [place, value] of patch.reals) fractional[place] = value;
        }
        whole[at.CELLS] = BigInt(this.plan.cells);
        whole[at.SEED] = BigInt(this.plan.seed);
        const table = Number(whole[at.REGIMES]), width = at.REGIME_WIDTH;
        const rows = regimes.map(nth => whole.slice(table + nth * width, table + (nth + 1) * width));
        rows.forEach((row, nth) => whole.set(row, table + nth * width));
        whole[at.REGIME_COUNT] = BigInt(regimes.length);
    }

    /** Return what was told of so many seasons and regimes: keys, values, where each ends. */
    facts(plays) {
        const {at} = this.plan, {whole, fractional} = this.arrays;
        const count = Number(whole[at.FACT_COUNT]);
        const part = (array, first, length) => array.slice(first, first + length);
        return {
            keys: Int32Array.from(part(whole, Number(whole[at.FACTS]), count), Number),
            values: part(fractional, Number(whole[at.X_FACTS]), count),
            ends: Int32Array.from(part(whole, Number(whole[at.FACT_ENDS]), plays), Number),
        };
    }
}

/** Join facts that were told one after the other. */
function joined(parts) {
    const lengths = parts.map(part => part.keys.length);
    const count = lengths.reduce((sum, length) => sum + length, 0);
    const keys = new Int32Array(count), values = new Float64Array(count), ends = [];
    let offset = 0;
    for (const part of parts) {
        keys.set(part.keys, offset);
        values.set(part.values, offset);
        for (const end of part.ends) ends.push(offset + end);
        offset += part.keys.length;
    }
    return {keys, values, ends};
}
