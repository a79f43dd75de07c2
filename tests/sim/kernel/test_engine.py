"""How a kernel is run: plain or compiled, never stale, and everywhere with the same luck."""

import importlib
import subprocess
import sys
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernel import built
from sim.kernel.built import Kernel
from sim.kernel.engine import engine_of
from sim.luck import vectors

LUCK = Kernel("torture", ("fill_luck",))


def luck_of(engine, seed, replication, stream, count):
    """Return luck by six laws in turn, as the engine draws it."""
    out = engine.floats(count)
    engine.call("fill_luck", seed, replication, stream, out)
    return out.read()


def luck_in_numpy(seed, replication, stream, count):
    first = np.full(count, stream, dtype=np.uint32)
    x, y = vectors.threefry((seed, replication), first, np.arange(count, dtype=np.uint32))
    u = (x * 2.0**20 + (y >> np.uint32(12)) + 0.5) / 2.0**52
    found = u.copy()
    found[1::6] = vectors.normal(u[1::6])
    found[2::6] = vectors.unit_exponential(u[2::6])
    found[3::6] = 3.0 * vectors.power(vectors.unit_exponential(u[3::6]), 1.0 / 0.75)
    found[4::6] = vectors.exp(4.0 * vectors.normal(u[4::6])) + vectors.log(u[4::6])
    found[5::6] = vectors.poisson(30.0, u[5::6])
    return found


words = st.integers(0, 2**32 - 1)


@settings(deadline=None, max_examples=25)
@given(words, words, words, st.integers(0, 60))
def test_luck_is_the_same_bits_plain_compiled_and_in_numpy(seed, replication, stream, count):
    plain, compiled = (
        luck_of(engine_of(LUCK, compiled=each), seed, replication, stream, count)
        for each in (False, True)
    )
    assert plain.tobytes() == compiled.tobytes()
    assert plain.tobytes() == luck_in_numpy(seed, replication, stream, count).tobytes()


def test_a_hundred_thousand_draws_are_the_same_bits_compiled_and_in_numpy():
    compiled = luck_of(engine_of(LUCK, compiled=True), 1, 7, 99, 100_000)
    assert compiled.tobytes() == luck_in_numpy(1, 7, 99, 100_000).tobytes()


def test_by_default_a_kernel_is_compiled_where_that_is_possible(monkeypatch):
    """Without wasmtime the same source runs as it stands, and the engine says so."""
    assert engine_of(LUCK).compiled
    monkeypatch.setattr("sim.kernel.engine.find_spec", lambda name: None)
    engine = engine_of(LUCK)
    assert not engine.compiled
    assert luck_of(engine, 1, 2, 3, 12) == luck_of(engine_of(LUCK, compiled=True), 1, 2, 3, 12)


def test_every_thread_has_an_engine_of_its_own():
    """While one computes the others do, too; each finds what a single one finds."""
    alone = luck_of(engine_of(LUCK), 1, 2, 3, 20_000)
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(luck_of(engine_of(LUCK), 1, 2, 3, 20_000)))
        for _ in range(4)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == [alone] * 4


@pytest.fixture
def rules(tmp_path, monkeypatch):
    """Give a kernel of two modules in a folder, and what writes one of them anew."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(built, "REMEMBERED", {})

    def write(name, text):
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
        importlib.invalidate_caches()

    write("edited_rate", "RATE = 3\n\n\ndef rate() -> int:\n    return RATE\n")
    body = "def fee(sales: int) -> int:\n    return sales * rate()\n"
    write("edited_fee", f"from edited_rate import rate\n\n\n{body}")
    return Kernel("edited_fee", ("fee",)), write


def forget():
    """Begin as a new process does."""
    built.REMEMBERED.clear()
    importlib.import_module("sim.kernel.compiled").module_of.cache_clear()


def fee(kernel, folder=None):
    return engine_of(kernel, compiled=True, folder=folder).call("fee", 100)


@pytest.mark.parametrize("keeps", [False, True])
def test_an_edited_rule_is_compiled_anew(rules, tmp_path, keeps):
    """Also when it stands in a module that the kernel only uses, and whoever kept the old one."""
    kernel, write = rules
    folder = tmp_path / "kept" if keeps else None
    assert fee(kernel, folder) == 300
    write("edited_rate", "RATE = 4\n\n\ndef rate() -> int:\n    return RATE\n")
    assert fee(kernel, folder) == 400
    write("edited_rate", "RATE = 3\n\n\ndef rate() -> int:\n    return RATE + 2\n")
    assert fee(kernel, folder) == 500


def test_an_unchanged_kernel_is_translated_once(rules, tmp_path, monkeypatch):
    """In this process, and in the next one where it is kept in a folder."""
    kernel, _ = rules
    assert fee(kernel, tmp_path / "kept") == 300
    monkeypatch.setattr(built, "translate", lambda *_: pytest.fail("translated again"))
    assert fee(kernel) == 300
    forget()
    assert fee(kernel, tmp_path / "kept") == 300


def test_only_the_kernels_used_last_are_kept(rules, tmp_path, monkeypatch):
    """Each edit leaves another compiled one behind."""
    kernel, write = rules
    monkeypatch.setattr(built, "MOST_KEPT", 2)
    for rate in (4, 5, 6, 7):
        write("edited_rate", f"RATE = 0 + {rate}\n\n\ndef rate() -> int:\n    return RATE\n")
        assert fee(kernel, tmp_path / "kept") == 100 * rate
        forget()
    assert len(list((tmp_path / "kept").glob("*.native"))) == 2


def test_another_translator_keeps_its_own(rules, monkeypatch):
    kernel, _ = rules
    before = kernel.key
    monkeypatch.setattr(built, "translator", lambda: "another")
    assert kernel.key != before


@pytest.mark.parametrize("broken", [b"", b"\n", b"{}\n\0asm", b"\xff\xfe"])
def test_what_is_kept_and_broken_is_made_anew(rules, tmp_path, broken):
    kernel, _ = rules
    folder = tmp_path / "kept"
    assert fee(kernel, folder) == 300
    for path in folder.iterdir():
        path.write_bytes(broken)
    forget()
    assert fee(kernel, folder) == 300


def test_a_folder_that_cannot_be_written_costs_time_only(rules, tmp_path):
    kernel, _ = rules
    (tmp_path / "file").write_text("no folder")
    assert fee(kernel, tmp_path / "file" / "kept") == 300


QUIET_END = """
from sim.kernel.built import Kernel
from sim.kernel.engine import engine_of
engine = engine_of(Kernel("sim.luck.address", ("normal",)))
print(engine.compiled, engine.call("normal", 0.5))
"""


def test_a_program_that_used_an_engine_ends_without_a_word():
    """wasmtime complains of what Python takes away from it at the end."""
    run = subprocess.run(
        [sys.executable, "-c", QUIET_END], capture_output=True, text=True, check=True
    )
    assert (run.stdout, run.stderr) == ("True 0.0\n", "")
