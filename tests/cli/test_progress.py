"""A command that takes long says what it is doing, to whoever watches, and to nobody else."""

import io
import sys
import threading

from landreform.cli.progress import progress


def test_a_line_names_the_step_once_patience_is_over(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    written = threading.Event()
    real = sys.stderr.write
    monkeypatch.setattr(sys.stderr, "write", lambda text: (real(text), written.set())[0])
    with progress("gap", wanted=True, patience=0.001) as state:
        state.step("comparing 10,000 claims")
        written.clear()
        assert written.wait(60)
    assert "landreform gap: comparing 10,000 claims (0 s)" in sys.stderr.getvalue()


def test_what_ends_before_writes_nothing(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress("gap", wanted=True, patience=3600) as state:
        state.step("reading")
    assert sys.stderr.getvalue() == ""


def test_where_nobody_watches_nothing_is_written(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    before = threading.active_count()
    with progress("gap", patience=0.0) as state:
        state.step("reading")
        assert threading.active_count() == before
    assert sys.stderr.getvalue() == ""


def test_a_terminal_is_somebody_who_watches(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stderr", Terminal())
    before = threading.active_count()
    with progress("gap", patience=3600):
        assert threading.active_count() == before + 1
    assert threading.active_count() == before
