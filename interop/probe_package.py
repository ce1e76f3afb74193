"""Have one implementation of data packages read ours; which one is the second argument."""

import importlib.metadata
import json
import sys
import warnings
from pathlib import Path

warnings.simplefilter("ignore")
inputs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
path, name = inputs["package"], sys.argv[2]


def with_frictionless():
    import frictionless

    report = frictionless.validate(path)
    return (
        report.valid,
        sum(task.stats.get("rows", 0) for task in report.tasks),
        "descriptor, cells, keys",
        frictionless.__version__,
    )


def with_datapackage():
    import datapackage

    package = datapackage.Package(path)
    rows = 0
    for table in package.resources:
        table.check_relations()
        rows += len(table.read())
    return package.valid, rows, "profile of version 1, cells, keys", importlib.metadata.version(name)


def with_dplib():
    from dplib.models import Package

    package = Package.from_path(path)
    own = next(table for table in package.resources if table.name == "counts").get_schema().foreignKeys[0]
    return (
        len(package.resources) > 0,
        None,
        f"descriptor; keys into {own.reference.resource or 'the table itself'!r} kept",
        importlib.metadata.version(name),
    )


valid, rows, checks, version = {
    "frictionless": with_frictionless,
    "datapackage": with_datapackage,
    "dplib-py": with_dplib,
}[name]()
json.dump(
    {"tool": name, "from": "PyPI", "version": version, "valid": valid, "rows": rows, "checks": checks}, sys.stdout
)
