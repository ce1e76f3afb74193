"""What a notebook of the book imports, imported once for all of them."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import landreform

#: Packages whose modules notebooks do not call.
_APART = ("landreform.build", "landreform.cli", "landreform.publish", "landreform.sphinx_ext", "landreform.__main__")

for _found in pkgutil.walk_packages(landreform.__path__, "landreform."):
    if not _found.name.startswith(_APART):
        import_module(_found.name)
