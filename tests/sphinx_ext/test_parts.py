"""The parts of the extension: none is left out."""

import importlib
import pkgutil

from landreform import sphinx_ext


def test_every_module_that_connects_to_sphinx_is_a_part_once():
    names = [f"{sphinx_ext.__name__}.{module.name}" for module in pkgutil.iter_modules(sphinx_ext.__path__)]
    connecting = [name for name in names if hasattr(importlib.import_module(name), "setup")]
    assert len(connecting) > 1
    assert sorted(part.__name__ for part in sphinx_ext.PARTS) == connecting
