"""A log line that announces a deprecation is caught, whatever library writes it."""

import logging

import matplotlib as mpl
from deprecations import DEPRECATIONS


def caught(task):
    before = len(DEPRECATIONS.lines)
    task()
    lines = DEPRECATIONS.lines[before:]
    del DEPRECATIONS.lines[before:]
    return lines


def test_a_log_line_on_a_deprecation_is_caught_and_others_are_not():
    log = logging.getLogger("somebody.else")
    assert caught(lambda: log.warning("the option x is deprecated")) == ["somebody.else: the option x is deprecated"]
    assert caught(lambda: log.warning("the option x is odd")) == []
    assert caught(lambda: log.debug("the option x is deprecated")) == []


def test_a_deprecated_key_of_a_style_file_is_caught(tmp_path):
    style = tmp_path / "old.mplstyle"
    style.write_text("text.hinting_factor: 1\n", encoding="utf-8")
    (line,) = caught(lambda: mpl.rc_params_from_file(style, use_default_template=False))
    assert "hinting_factor" in line
