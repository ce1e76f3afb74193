"""Keep the places of this machine out of the note that Sphinx leaves among the pages.

Sphinx (7.4.7) hashes all settings that count for pages into ``.buildinfo``, and makes every page anew when the hash is
another. Two of them say in which folders templates and files for the browser lie, so that the same book built in
another folder, or with another environment, would have another note. When the templates change, Sphinx sees it by
their times; the rest `landreform.build.book` hashes.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from sphinx.application import Sphinx
from sphinx.builders.html import BuildInfo
from sphinx.config import Config

#: Settings that say where something lies and not what.
PLACES = {"html_static_path", "templates_path"}


def note_without_places(app: Sphinx) -> None:
    """Let the note of the builder be made of the settings that are the same wherever the book is built."""
    builder = cast(Any, app.builder)
    if hasattr(builder, "build_info"):

        def same_everywhere(categories: Any) -> list[Any]:
            return [setting for setting in app.config.filter(categories) if setting.name not in PLACES]

        settings = cast(Config, SimpleNamespace(filter=same_everywhere))
        builder.build_info = BuildInfo(settings, builder.tags, frozenset({"html"}))


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("builder-inited", note_without_places, priority=900)  # when all settings are what they will be
