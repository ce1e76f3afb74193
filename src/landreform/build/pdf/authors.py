"""Name the authors of the works that the ledger reads, who are looked for in the index though no table describes them.

The table of people holds those of whom a source says something. Whoever wrote a work has a name in the bibliography,
and nothing is said of them here but where they are named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd
from pybtex.database import BibliographyData, Person

from landreform.text.names import without_marks

#: What is no work of an author about the campaign: works on methods, and papers of offices.
_NO_WITNESS = ("method", "state_document")

#: A name in braces is not taken apart: a Vietnamese or Chinese person, or an institution, which has other words.
_WHOLE = re.compile(r"(?:[A-ZÀ-ỸĐ][a-zà-ỹđ]+ ){1,3}(?:[A-ZÀ-ỸĐ][a-zà-ỹđ]+|\d+)")


#: A family name that is no longer is found within other names.
_SHORT = 3


@dataclass(frozen=True)
class Author:
    """An author of works.

    Attributes
    ----------
    inverted : str
        The name as an index prints it.
    forms : tuple of str
        The forms under which it stands in a text.
    lang : str
        Language of the name; empty where it is that of the book.
    """

    inverted: str
    forms: tuple[str, ...]
    lang: str = ""

    @property
    def row(self) -> str:
        """The name as part of a label."""
        return re.sub(r"\W+", "-", without_marks(self.inverted).lower()).strip("-")


def authors(sources: pd.DataFrame, works: BibliographyData, known: Collection[str]) -> list[Author]:
    """Give the authors of works in the ledger.

    Parameters
    ----------
    sources : DataFrame
        Used are ``source, name, witness``.
    works : BibliographyData
        With the same keys.
    known : collection of str
        Forms of names that have an entry already.

    Returns
    -------
    list of Author
        Each once, sorted. A family name stands for an author where a work is called by it and it is not the first word
        of another name; of the others the works that are called by it do.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> from landreform.publish.bibliography import bibliography
    >>> next(one for one in authors(load_all()["sources"], bibliography(), ()) if "Harrison" in one.forms)
    Author(inverted='Harrison, James P.', forms=('James P. Harrison', 'Harrison'), lang='')
    """
    found: dict[str, Author] = {}
    called: dict[str, set[str]] = {}
    rows = sources.loc[~sources["witness"].isin(_NO_WITNESS), ["source", "name"]]
    for source, name in rows.itertuples(index=False):
        people = works.entries[source].persons.get("author", []) if source in works.entries else []
        for person in people:
            author = _author(person, name)
            if author is not None and not set(author.forms) & set(known):
                found.setdefault(author.inverted, author)
                if len(author.forms) > 1 and re.fullmatch(rf"{re.escape(author.forms[1])} \d{{4}}", name):
                    called.setdefault(author.inverted, set()).add(name)
    families = Counter(author.forms[-1] for author in found.values())
    taken = {without_marks(form.split()[0]) for form in known}
    return [
        author
        if families[author.forms[-1]] == 1 and author.forms[-1] not in taken and len(author.forms[-1]) > _SHORT
        else Author(author.inverted, (author.forms[0], *sorted(called.get(author.inverted, ()))), author.lang)
        for _, author in sorted(found.items())
    ]


def _author(person: Person, name: str) -> Author | None:
    family = _plain(" ".join([*person.prelast_names, *person.last_names]))
    given = _plain(" ".join([*person.first_names, *person.middle_names]))
    if given:
        called = re.search(rf"(?<!\w){re.escape(family)}(?!\w)", name) is not None
        forms = (f"{given} {family}", family) if called else (f"{given} {family}",)
        return Author(f"{family}, {given}", forms)
    if _WHOLE.fullmatch(family) and name.startswith(family):
        return Author(family, (family,), "vi" if not family.isascii() else "")
    return None


def _plain(name: str) -> str:
    return name.replace("{", "").replace("}", "").strip()
