"use strict";

/* What the page carries as texts: base64 of deflated bytes. */

/** Return the bytes of a text in base64. */
function bytesOf(text) {
    return Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
}

/** Return the bytes that were deflated. */
async function inflated(bytes) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Return what a text in base64 holds deflated. */
function unpacked(text) {
    return inflated(bytesOf(text));
}
