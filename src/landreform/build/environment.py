"""Run the build in the environment of the project; nothing else is imported here, so that starting anew is cheap."""

from __future__ import annotations

import os
import sys

#: Kernels, time and hashing of the build are those of the project, whatever the environment says.
ENVIRONMENT = {"JUPYTER_PREFER_ENV_PATH": "1", "JUPYTER_PLATFORM_DIRS": "1", "PYTHONHASHSEED": "0", "TZ": "UTC"}


def in_own_environment(arguments: list[str]) -> None:
    """Start the interpreter anew where it was not started with the environment of the build."""
    if any(os.environ.get(name) != value for name, value in ENVIRONMENT.items()):
        os.execve(sys.executable, [sys.executable, *arguments], os.environ | ENVIRONMENT)
