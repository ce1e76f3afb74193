"""What the commands have in common: the type of their parsers, and how a result is printed."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

#: What ``ArgumentParser.add_subparsers`` returns.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def print_result(result: Any, lines: Callable[[Any], Iterable[str]], as_json: bool) -> None:
    """Print a result as indented JSON, or as the lines that `lines` makes of it."""
    print(json.dumps(result, ensure_ascii=False, indent=1) if as_json else "\n".join(lines(result)))
