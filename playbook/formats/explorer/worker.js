"use strict";

/* The worker: plays what the page asks, one request after the other, and never holds the page up. */

let stage = null;

/** Take up the module, which the page has compiled, and the client's numbers; or say what failed. */
async function begin({module, numbers, plan}) {
    try {
        stage = new Stage(await WebAssembly.instantiate(module), numbers, plan);
        postMessage({ready: true});
    } catch (fault) {
        postMessage({failed: String(fault)});
    }
}

/** Answer one request with the facts of its seasons. */
function answer({id, patches, regimes, first, last}) {
    try {
        const told = stage.play(patches, regimes, first, last);
        postMessage({id, ...told}, [told.keys.buffer, told.values.buffer]);
    } catch (stop) {
        postMessage({id, stopped: String(stop)});
    }
}

onmessage = ({data}) => data.module ? begin(data) : answer(data);
