"""Measure pages of the built book with Lighthouse, as a phone on a slow line would open them.

``python tools/lighthouse.py [PAGE …] [--html FOLDER] [--json FILE]`` serves the folder on this computer, packed as
servers pack it, and lets Lighthouse open each page: the front page, the heaviest chapter and the largest page of the
ledger where none is named. It needs Node.js with ``npx``, which fetches the version of Lighthouse that is named here,
and Debian's chromium. The numbers depend on the machine and on what else it does; they stand in no test.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import threading
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from landreform.paths import ROOT

LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AUDITS = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
_PACKED = (".html", ".js", ".css", ".svg", ".json", ".csv", ".txt")


@cache
def _packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)


class Handler(SimpleHTTPRequestHandler):
    """Serve files packed, where the browser takes them so."""

    def do_GET(self) -> None:
        """Answer one request."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if file.suffix not in _PACKED or not file.exists():
            return super().do_GET()
        body = _packed(file)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


def weight(page: Path) -> int:
    """Return the packed size of a page alone."""
    return len(_packed(page))


def usual(html: Path) -> list[str]:
    """Return the front page, the heaviest chapter and the largest page of the ledger, by their packed size."""
    chapters = [
        page for page in html.glob("notebooks/*.html") if '<meta http-equiv="refresh"' not in page.read_text("utf-8")
    ]
    heaviest = (max(chapters, key=weight), max(html.glob("book/ledger/*.html"), key=weight))
    return ["index.html", *(page.relative_to(html).as_posix() for page in heaviest)]


def measure(address: str) -> dict:
    """Let Lighthouse open an address; return its report."""
    chromium = os.environ | {
        "CHROME_PATH": os.environ.get("CHROME_PATH", "/usr/bin/chromium"),
        "npm_config_ignore_scripts": "true",  # nothing of a package runs while it is installed
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
        which = f"--only-categories={','.join(CATEGORIES)}"
        command = [
            "npx",
            "--yes",
            LIGHTHOUSE,
            address,
            "--quiet",
            "--output=json",
            f"--output-path={file}",
            flags,
            which,
        ]
        subprocess.run(command, check=True, env=chromium)
        return json.loads(file.read_text(encoding="utf-8"))


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", metavar="PAGE")
    parser.add_argument("--html", type=Path, default=ROOT / "_build" / "html")
    parser.add_argument("--json", type=Path, help="file for the whole reports")
    given = parser.parse_args()
    html = given.html.resolve()
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *all: Handler(*all, directory=str(html)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    reports = {}
    for page in given.pages or usual(html):
        report = reports[page] = measure(f"http://127.0.0.1:{server.server_port}/{page}")
        scores = [f"{name} {round(100 * report['categories'][name]['score'])}" for name in CATEGORIES]
        times = [f"{name} {report['audits'][name]['displayValue']}" for name in AUDITS]
        print(f"{page}: {', '.join(scores)}; {', '.join(times)}")
        for name in ("accessibility", "best-practices"):
            for audit in report["categories"][name]["auditRefs"]:
                if report["audits"][audit["id"]]["score"] == 0 and audit["weight"]:
                    print(f"  {name}: {audit['id']}")
    server.shutdown()
    if given.json:
        given.json.write_text(json.dumps(reports, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
