"""Ask which locked packages have known vulnerabilities, with pip-audit, and say in one line where nobody answers.

``make audit`` runs it. The advisories are asked for at PyPI, package by package. pip-audit 2.10.1 ends well and says
that it knows of no vulnerability also where not one package could be asked about: a mirror that serves files and not
the advisories answers like a PyPI that has never heard of the package. Here that is counted, and is no success.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

#: Status of the command where something is known, and where it could not be asked.
KNOWN, UNASKED = 1, 2


def asked(lock: Path) -> list[dict[str, Any]] | None:
    """Have pip-audit ask about one lock file.

    Parameters
    ----------
    lock : pathlib.Path

    Returns
    -------
    list of dict, or None
        What it says of each package; None where it could not ask at all.
    """
    options = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return json.loads(done.stdout)["dependencies"] if done.stdout.startswith("{") else None


def verdict(answers: dict[str, list[dict[str, Any]] | None]) -> tuple[int, list[str]]:
    """Sum up what was answered.

    Parameters
    ----------
    answers : dict
        Lock file to what `asked` returned for it.

    Returns
    -------
    tuple of int and list of str
        Status of the command and what it prints.

    Examples
    --------
    >>> verdict({"a.lock": [{"name": "x", "version": "1", "vulns": []}]})
    (0, ['1 locked package: no known vulnerability'])
    >>> verdict({"a.lock": [{"name": "x", "skip_reason": "Dependency not found on PyPI and could not be audited"}]})
    (2, ['not asked: 1 of 1 locked package; the advisories of PyPI cannot be had here, run it where they can'])
    """
    mute = sorted(lock for lock, answer in answers.items() if answer is None)
    if mute:
        return UNASKED, [
            f"not asked: {', '.join(mute)}; the advisories of PyPI cannot be had here, run it where they can"
        ]
    found = {entry["name"]: entry for answer in answers.values() for entry in answer or ()}
    packages = f"{len(found)} locked package{'s' if len(found) != 1 else ''}"
    lines = [
        f"{name} {entry['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no version'}"
        for name, entry in sorted(found.items())
        for fault in entry.get("vulns", ())
    ]
    skipped = [name for name, entry in found.items() if "skip_reason" in entry]
    if skipped:
        where = "the advisories of PyPI cannot be had here, run it where they can"
        return KNOWN if lines else UNASKED, [*lines, f"not asked: {len(skipped)} of {packages}; {where}"]
    return (KNOWN, lines) if lines else (0, [f"{packages}: no known vulnerability"])


if __name__ == "__main__":
    locks = [ROOT / "requirements.lock", *sorted((ROOT / "locks").glob("*.lock"))]
    status, lines = verdict({lock.relative_to(ROOT).as_posix(): asked(lock) for lock in locks})
    print("\n".join(lines))
    sys.exit(status)
