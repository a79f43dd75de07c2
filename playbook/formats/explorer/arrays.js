"use strict";

/* The two arrays of a client, as they lie in the memory of the model: an array's length stands
   before its elements, each of 64 bits, the lowest byte first. */

const WIDTH = 8;
const PAGE = 65536;

/** Hold the memory of an instance of the model, with room for both arrays of a client. */
class Arrays {
    /** `room` is how many whole and fractional numbers there must be room for. */
    constructor(memory, room) {
        this.memory = memory;
        this.room = room;
        this.wholeAt = 0;
        this.fractionalAt = WIDTH * (1 + room.whole);
        const missing = this.fractionalAt + WIDTH * (1 + room.fractional) - memory.buffer.byteLength;
        if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
        new DataView(memory.buffer).setBigInt64(this.wholeAt, BigInt(room.whole), true);
        new DataView(memory.buffer).setBigInt64(this.fractionalAt, BigInt(room.fractional), true);
    }

    /** The whole numbers; they stay where they are as long as the memory does not grow. */
    get whole() {
        return new BigInt64Array(this.memory.buffer, this.wholeAt + WIDTH, this.room.whole);
    }

    get fractional() {
        return new Float64Array(this.memory.buffer, this.fractionalAt + WIDTH, this.room.fractional);
    }

    /** Write the numbers of a client, whole ones and behind them fractional ones. */
    lay(bytes, wholeCount) {
        const all = new Uint8Array(this.memory.buffer);
        all.set(bytes.subarray(0, WIDTH * wholeCount), this.wholeAt + WIDTH);
        all.set(bytes.subarray(WIDTH * wholeCount), this.fractionalAt + WIDTH);
    }
}
