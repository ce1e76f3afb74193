"""Run the build in the environment of the project; hardly anything is imported here: to start anew is cheap."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from landreform.paths import ROOT

#: Kernels, time and hashing of the build are those of the project, whatever the environment says.
ENVIRONMENT = {"JUPYTER_PREFER_ENV_PATH": "1", "JUPYTER_PLATFORM_DIRS": "1", "PYTHONHASHSEED": "0", "TZ": "UTC"}

#: Where programs keep settings, histories and caches that would otherwise go into the home, below ``_build``; the
#: Makefile may have said so already.
FOLDERS = {
    "IPYTHONDIR": ".ipython",
    "JUPYTER_CONFIG_DIR": ".jupyter/config",
    "JUPYTER_DATA_DIR": ".jupyter/data",
    "JUPYTER_RUNTIME_DIR": ".jupyter/runtime",
    "MPLCONFIGDIR": ".matplotlib",
}


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of the build, which begins with another one.

    Examples
    --------
    >>> made = environment({"TZ": "Asia/Ho_Chi_Minh", "IPYTHONDIR": "/mine"})
    >>> made["TZ"], made["IPYTHONDIR"], made["MPLCONFIGDIR"].endswith("_build/.matplotlib")
    ('UTC', '/mine', True)
    """
    folders = {name: str(ROOT / "_build" / folder) for name, folder in FOLDERS.items()}
    return folders | {name: value for name, value in given.items() if value or name not in folders} | ENVIRONMENT


def is_own() -> bool:
    """Say whether the interpreter was started with the environment of the build."""
    return environment(os.environ) == dict(os.environ)


def in_own_environment(arguments: list[str]) -> None:
    """Start the interpreter anew where it was not started with the environment of the build."""
    if not is_own():
        os.execve(sys.executable, [sys.executable, *arguments], environment(os.environ))
