"""Import what notebooks and figures of the book use, once for all of them."""

from __future__ import annotations

import gc
import pkgutil
from importlib import import_module

import landreform
from landreform.publish import files as files

#: Packages of which neither has a need.
_APART = ("landreform.build", "landreform.cli", "landreform.sphinx_ext", "landreform.__main__", "landreform.publish.")


def _import_all(name: str) -> None:
    """Import a module and, of a package, all in it; `pkgutil.walk_packages` would import those apart as well."""
    module = import_module(name)
    for found in pkgutil.iter_modules(getattr(module, "__path__", ()), f"{name}."):
        if not found.name.startswith(_APART):
            _import_all(found.name)


# Nothing that is imported goes again: to look for what does would take a tenth of the time.
_collecting = gc.isenabled()
gc.disable()
_import_all(landreform.__name__)
for _late in ("matplotlib.backends.backend_pdf", "pypdf"):  # which `landreform.publish.embedded_metadata` imports late
    import_module(_late)
# What is here now stays; were it looked at again by the collector of each copy, each would get pages of its own.
gc.collect()
gc.freeze()
if _collecting:
    gc.enable()
