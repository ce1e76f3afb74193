"""What a reader can do about a fault or a choice, in the words of the medium that tells it.

The input is the name of a hint, the output the part of a sentence that names what the reader can set: the commands name
their options, a page its fields. What is wrong and what was expected is said once for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

#: The hints of the commands, by name.
COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "thousands": "say --thousands {sign}",
        "thousands or decimals": "say --thousands {sign} or --decimal {sign}",
        "decimal said": "--decimal {sign}",
        "thousands said": "--thousands {sign}",
        "signs said": "as the options say",
        "encoding": "say --encoding with its name, such as cp1258, tcvn3, vni, viscii, cp1250 or cp1251",
        "encoding said": "as --encoding says",
        "outcomes": "--outcomes FILE",
        "width": "--width",
        "one outcome": "--only OUTCOME takes one of them, --mixed-outcomes all",
        "each claim": "unless: --each-claim",
        "row": "row {row}",
    }
)

#: The hints of the page on which readers make the choices: the names of its fields.
PAGE: Mapping[str, str] = MappingProxyType(
    {
        "thousands": "choose {sign} under “What separates thousands”",
        "thousands or decimals": "choose {sign} under “What separates thousands” or under “What separates decimals”",
        "decimal said": "{sign} under “What separates decimals”",
        "thousands said": "{sign} under “What separates thousands”",
        "signs said": "as you chose",
        "encoding": "choose its encoding under “Encoding of the file”",
        "encoding said": "as chosen under “Encoding of the file”",
        "outcomes": "a table of outcomes",
        "width": "“Bare numbers widened by”",
        "one outcome": "choose one under “Outcome”",
        "each claim": "unless “One voice for each lineage” is off",
        "row": "row {row} of the file",
    }
)

_SPOKEN: ContextVar[Mapping[str, str]] = ContextVar("hints", default=COMMANDS)


def hint(name: str, **values: str) -> str:
    """Name what a reader can set.

    Parameters
    ----------
    name : str
        A key of `COMMANDS`.
    **values : str
        What stands in the hint.

    Returns
    -------
    str
        Words to be set into a sentence.

    Examples
    --------
    >>> hint("thousands", sign="comma")
    'say --thousands comma'
    """
    return _SPOKEN.get()[name].format(**values)


@contextmanager
def spoken(hints: Mapping[str, str]) -> Iterator[None]:
    """Speak in the words of another medium for a while.

    Parameters
    ----------
    hints : mapping of str to str
        `COMMANDS`, `PAGE`, or another mapping with the same keys.

    Examples
    --------
    >>> with spoken(PAGE):
    ...     print(hint("outcomes"))
    a table of outcomes
    """
    before = _SPOKEN.set(hints)
    try:
        yield
    finally:
        _SPOKEN.reset(before)
