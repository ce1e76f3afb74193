"""Import what notebooks and figures of the book use, once for all of them."""

from __future__ import annotations

import gc
import pkgutil
from importlib import import_module

import landreform
from landreform.publish import files as files

#: Packages of which neither has a need.
_APART = ("landreform.build", "landreform.cli", "landreform.sphinx_ext", "landreform.__main__", "landreform.publish.")

for _found in pkgutil.walk_packages(landreform.__path__, "landreform."):
    if not _found.name.startswith(_APART):
        import_module(_found.name)

# What is here now stays; were it looked at again by the collector of each copy, each would get pages of its own.
gc.collect()
gc.freeze()
