"""The list of new figures and tables in the changelog: made from the register, never typed."""

import pytest

from landreform.exhibits.register import Registered, register
from landreform.paths import ROOT
from landreform.publish import changelog

NEW = [
    Registered("fig-new", "figure", "0.3.0", "What is new", "active"),
    Registered("tab-new", "table", "0.3.0", "What is new", "active"),
    Registered("fig-old", "figure", "0.1.0", "What was", "active"),
]
TOP, OLD = "# Changelog\n\n## 0.3.0 – 2027-01-01\n\n### Added\n- One.\n", "\n## 0.1.0 – 2026-01-01\n\n- `fig-old`\n"
LIST = "\n### Figures and tables\n- Figures: `fig-new`\n- Tables: `tab-new`\n"


def test_the_changelog_is_in_step_with_the_register():
    text = (ROOT / changelog.FILE).read_text(encoding="utf-8")
    assert changelog.with_exhibits(text, register()) == text, "run python -m landreform.publish"


@pytest.mark.parametrize("before", [TOP + OLD, TOP + LIST + OLD, TOP + LIST.replace("new", "gone") + OLD])
def test_the_newest_version_alone_gets_its_list(before):
    assert changelog.with_exhibits(before, NEW) == TOP + LIST + OLD


def test_a_version_without_a_new_figure_has_no_list():
    assert changelog.with_exhibits(TOP + LIST + OLD, NEW[2:]) == TOP + OLD
    assert changelog.with_exhibits("# Changelog\n", NEW) == "# Changelog\n"


def test_a_long_list_is_wrapped_and_written_again_the_same():
    many = [Registered(f"fig-new-{word}", "figure", "0.3.0", "", "active") for word in "abcdefghijklmnopqrst"]
    text = changelog.with_exhibits(TOP + OLD, many)
    assert max(map(len, text.splitlines())) <= 120 and text.count("`fig-new-") == len(many)
    assert changelog.with_exhibits(text, many) == text


def test_it_is_written_where_it_differs(tmp_path, capsys):
    (tmp_path / "figures.yml").write_text((ROOT / "figures.yml").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text("## 0.1.0 – 2026-11-22\n", encoding="utf-8")
    for expected in (1, 0):
        changelog.write(tmp_path)
        assert capsys.readouterr().out.count("written") == expected
    assert "`tab-claims`" in (tmp_path / "CHANGELOG.md").read_text(encoding="utf-8")
