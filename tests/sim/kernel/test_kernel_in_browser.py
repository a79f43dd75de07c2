"""The very bytes that run under wasmtime run in a browser, and give the same bits there."""

import base64
from array import array

import pytest
from machine import PROGRAMS

from sim.kernel.built import Kernel
from sim.kernel.engine import engine_of

pytestmark = pytest.mark.needs("chromium")

KERNEL = Kernel("torture", ("fill_luck", "loops", "quotient", "remainder", "rounded"))

LUCK_IN_A_PAGE = """async ([module, address, count]) => {
    const bytes = Uint8Array.from(atob(module), each => each.charCodeAt(0));
    const {instance} = await WebAssembly.instantiate(bytes);
    const {memory, fill_luck} = instance.exports;
    const cells = new DataView(memory.buffer);
    cells.setBigInt64(64, BigInt(count), true);
    fill_luck(...address.map(BigInt), 64);
    const found = [];
    for (let n = 0; n < count; n++) found.push(cells.getBigInt64(72 + 8 * n, true).toString());
    return found;
}"""

CALLS_IN_A_PAGE = """async ([module, calls]) => {
    const bytes = Uint8Array.from(atob(module), each => each.charCodeAt(0));
    const {instance} = await WebAssembly.instantiate(bytes);
    return calls.map(([name, ...given]) => {
        try {
            const numbers = name === "rounded" ? given : given.map(BigInt);
            return instance.exports[name](...numbers).toString();
        } catch (stop) {
            return stop instanceof WebAssembly.RuntimeError ? "stops" : String(stop);
        }
    });
}"""


@pytest.fixture(scope="module")
def page():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        place = PROGRAMS["chromium"].found()
        chromium = player.chromium.launch(executable_path=place, args=["--no-sandbox"])
        yield chromium.new_page()
        chromium.close()


@pytest.fixture(scope="module")
def module():
    return base64.b64encode(KERNEL.wasm()).decode()


@pytest.mark.parametrize("address", [(1, 0, 0), (7, 999, 1345875442), (2**31 - 1, 2**31 - 1, 5)])
def test_luck_is_the_same_bits_in_a_page(page, module, address):
    """Six laws in turn; whole numbers of 64 bits go into a page as text."""
    asked = [module, [str(part) for part in address], 3000]
    found = array("q", map(int, page.evaluate(LUCK_IN_A_PAGE, asked)))
    plain = engine_of(KERNEL, compiled=False)
    out = plain.floats(3000)
    plain.call("fill_luck", *address, out)
    assert found.tobytes() == out.read().tobytes()


def test_rules_give_in_a_page_what_they_give_in_python(page, module):
    """And stop where Python fails."""
    ends = [-(2**63), -8, -7, -1, 1, 7, 8, 2**63 - 1]
    pairs = [(a, b) for a in ends for b in ends if (a, b) != (-(2**63), -1)]
    calls = [(name, a, b) for name in ("quotient", "remainder") for a, b in pairs]
    calls += [("loops", a, b) for a in range(-3, 25, 4) for b in range(-3, 9)]
    calls += [("rounded", n / 2) for n in range(-9, 9)]
    plain = engine_of(KERNEL, compiled=False)
    expected = [str(plain.call(*call)) for call in calls]
    text = [[name, *(n if name == "rounded" else str(n) for n in given)] for name, *given in calls]
    stopping = [["quotient", "1", "0"], ["remainder", "1", "0"], ["rounded", 1e300]]
    found = page.evaluate(CALLS_IN_A_PAGE, [module, text + stopping])
    assert found == [*expected, "stops", "stops", "stops"]
