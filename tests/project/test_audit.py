"""What `make audit` makes of the answers of pip-audit; nothing is asked here."""

import sys

import pytest

from landreform.paths import ROOT

sys.path.insert(0, str(ROOT / "tools"))
from audit import KNOWN, UNASKED, verdict

sys.path.pop(0)

SOUND = {"name": "sound", "version": "1.0", "vulns": []}
OPEN = {"name": "open", "version": "2.0", "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["2.1"]}]}
# as pip-audit 2.10.1 says it where a mirror has no advisories, with status 0 and "No known vulnerabilities found"
MUTE = {"name": "mute", "skip_reason": "Dependency not found on PyPI and could not be audited: mute (3.0)"}


@pytest.mark.parametrize(
    ("answers", "status", "says"),
    [
        ({"a.lock": [SOUND], "b.lock": [SOUND]}, 0, "1 locked package: no known vulnerability"),
        ({"a.lock": [SOUND, OPEN]}, KNOWN, "open 2.0: PYSEC-2026-1, mended in 2.1"),
        ({"a.lock": [SOUND, MUTE]}, UNASKED, "not asked: 1 of 2 locked packages; the advisories of PyPI cannot be had"),
        ({"a.lock": [SOUND], "b.lock": None}, UNASKED, "not asked: b.lock; the advisories of PyPI cannot be had"),
    ],
)
def test_only_what_was_asked_about_counts_as_sound(answers, status, says):
    found, lines = verdict(answers)
    assert (found, len(lines)) == (status, 1) and lines[0].startswith(says)


def test_what_is_known_is_said_also_where_not_all_could_be_asked():
    status, lines = verdict({"a.lock": [OPEN, MUTE]})
    assert status == KNOWN and len(lines) == 2
