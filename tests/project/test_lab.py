"""JupyterLab starts in the locked environment as ``make lab`` starts it, and lists and opens the notebooks.

JupyterLab is in no environment of the book: `make rerun` installs it and runs this test; else it is skipped.
"""

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from landreform.paths import NOTEBOOKS, ROOT

pytest.importorskip("jupyterlab", reason="JupyterLab is not installed; make rerun does it")


def started():
    """Give what ``make lab`` runs, by its own rule."""
    rule = re.search(r"^lab:.*\n\t\$\(BIN\)/(jupyter lab .*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    return [str(Path(sys.executable).parent / "jupyter"), *rule[1].split()[1:]]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Start it without a browser, on a port that is free, and give its address."""
    runtime = tmp_path_factory.mktemp("runtime")
    options = ["--no-browser", "--port=0", "--IdentityProvider.token=known", "--ServerApp.allow_root=True"]
    environment = os.environ | {"JUPYTER_RUNTIME_DIR": str(runtime), "JUPYTER_PREFER_ENV_PATH": "1"}
    with subprocess.Popen(
        [*started(), *options], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        said = []
        for line in process.stderr:  # ends with the process, so that one that does not start fails the test
            said.append(line)
            if (found := re.search(r"http://(?:localhost|127\.0\.0\.1):\d+/", line)) is not None:
                break
        assert found, "".join(said)
        # It says where it will be before it is there.
        while process.poll() is None:
            try:
                asked(found[0], "api/status")
                break
            except urllib.error.URLError:
                time.sleep(0.1)
        yield found[0]
        process.terminate()


def asked(server, path):
    with urllib.request.urlopen(f"{server}{path}?token=known", timeout=60) as answer:
        return answer.read().decode("utf-8")


def test_it_lists_every_notebook_and_has_the_kernel_of_the_environment(server):
    listed = json.loads(asked(server, "api/contents"))["content"]
    names = {entry["name"] for entry in listed if entry["type"] == "notebook"}
    assert names == {path.name for path in NOTEBOOKS.glob("*.ipynb")}
    assert "python3" in json.loads(asked(server, "api/kernelspecs"))["kernelspecs"]


def test_it_opens_a_notebook(server):
    assert "JupyterLab" in asked(server, "lab/tree/waves.ipynb")
    opened = json.loads(asked(server, "api/contents/waves.ipynb"))
    assert opened["format"] == "json" and opened["content"]["cells"]
