"""Set the page on which a reader makes the choices: settings as pictures with their numbers, and data for a script.

``{what-if}`` writes, for everybody, every named setting of `landreform.tolls.what_if` with a picture of its claims and
what follows; and for whoever has scripts the place and the data of the instrument (``compare.js``, ``what-if.js``).
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pandas as pd
from docutils import nodes
from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.contested import hints, text_encodings
from landreform.contested.claims import form
from landreform.contested.outcomes import DEFAULT_ORDER
from landreform.exhibits.draw.bases import NAMES as BASES
from landreform.exhibits.draw.dark import dark
from landreform.exhibits.draw.style import OUTCOMES
from landreform.publish import citation
from landreform.sphinx_ext.deferred import PageContext, deferred, writer
from landreform.sphinx_ext.exhibit_html import ledger_link
from landreform.sphinx_ext.ledger_numbers import ledger
from landreform.sphinx_ext.ledger_pages import note_tables
from landreform.text.prose import listing, number, percent, plural, rounded

if TYPE_CHECKING:
    from landreform.tolls.what_if import Setting

#: The page and its title in a citation.
PAGE, TITLE = "book/what-if", "What if? The reader makes the choices"
#: What the kinds of witness and the grades are called here.
WITNESSES = {
    "state_document": "paper of a state or a party of the time",
    "participant": "took part or lived through it",
    "archive_scholar": "scholar who worked in archives",
    "print_scholar": "scholar who worked from print",
    "press": "press",
    "polemic": "polemic",
    "reference_work": "work of reference",
}
GRADES = {
    "document": "a paper of the time that counts",
    "reasoned": "sources weighed",
    "extrapolation": "reckoned from a part",
    "testimony": "said by a witness",
    "quota": "a quota",
    "not_stated": "nobody says on what",
}
#: Size of the pictures of the named settings, in pixels; ends of their axis, persons.
_WIDTH, _ROW, _FIRST, _LAST = 360, 5, 200.0, 1_500_000.0
#: Room between the claims of two outcomes, in pixels, so that the number of each finds its place.
_APART = 5
#: What computes, reads tables, draws and holds them together, in the order in which they need each other.
SCRIPTS = ("compare.js", "number-words.js", "claims-tables.js", "what-if-drawings.js", "what-if-table.js", "what-if.js")
#: Which tables the page rests on.
_TABLES = "estimates lineage reception sources classifications counts waves places".split()


class WhatIf(SphinxDirective):
    """Leave the place of the named settings and of the instrument."""

    def run(self) -> list[nodes.Node]:
        """Note the tables on which the page rests."""
        note_tables(self.env, *_TABLES)
        return [deferred("what-if")]


@writer("what-if")
def page_html(page: PageContext) -> str:
    """Set the named settings, the place of the instrument and its data."""
    # Here and below, so that whoever changes a sentence of another page does not wait for statistics to be imported.
    from landreform.tolls.what_if import address, answer, named_settings, reader_claims

    tables = ledger()
    claims, data = reader_claims(tables), page_data()
    settings = [
        _setting_html(page, claims, name, setting, answer(tables, claims, setting), address(setting, data))
        for name, setting in named_settings(claims).items()
    ]
    held = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("</", "<\\/")
    return str(
        Markup(
            '<div class="what-if" id="what-if" data-computed style="{}"><div class="what-if-instrument" hidden></div>'
            '<script type="application/json" id="what-if-data">{}</script>'
            '{}<div class="what-if-named">{}</div></div>'
        ).format(_colours(), Markup(held), _key(), Markup().join(settings))
    )


def page_data() -> dict[str, Any]:
    """Give the data of the instrument: those of `landreform.tolls.what_if.reader_data`, names, looks and citations.

    Returns
    -------
    dict
        For JSON; the same for the same tables.
    """
    from landreform.tolls.what_if import reader_data

    work = citation.chapter(PAGE, TITLE)
    data = reader_data(ledger())
    return data | {
        "base_names": {base: BASES.get(base, base.replace("_", " ")) for base in data["bases"]},
        "witnesses": WITNESSES,
        "grades": GRADES,
        "hints": dict(hints.PAGE),
        # a text in ASCII: letters of bytes are nothing that the page shows, and ask for no typeface
        "encodings": json.dumps(text_encodings.mappings(), sort_keys=True, separators=(",", ":")),
        "colours": {name: {"colour": OUTCOMES[name][0], "marker": OUTCOMES[name][1]} for name in data["asked"]},
        "cite": {
            "title": TITLE,
            "version": work.book.version,
            "page": f"{PAGE.rpartition('/')[2]}.html",
            "address": work.book.url(work.path),
            "licence": work.book.licence_name,
            "bibtex": citation.bibtex(work),
            "ris": citation.ris(work),
            "sentence": _sentence(work),
        },
    }


def _sentence(work: citation.Work) -> str:
    """Cite the page in a sentence, without an address."""
    names = listing([str(author) for author in work.book.authors])
    return f"{names}, “{work.title}”, in {work.book.title}, version {work.book.version} ({work.book.date[:4]})."


def _colours() -> str:
    """Give the colours of the outcomes, on white and on dark, as properties of the place."""
    pairs = [(f"--what-{at}-white:{colour}", f"--what-{at}-dark:{dark(colour)}") for at, (colour, _) in _looks()]
    return ";".join(one for pair in pairs for one in pair)


def _looks() -> list[tuple[int, tuple[str, str]]]:
    """Number the outcomes that can be asked about, with colour and marker."""
    return [(at, OUTCOMES[name]) for at, name in enumerate(DEFAULT_ORDER.names)]


def _key() -> Markup:
    """Say what the lines of the pictures are, with the colour of each outcome and its number beside its claims."""
    ring = Markup(
        '<svg class="what-if-patch" viewBox="0 0 10 10" aria-hidden="true"><circle {} cx="5" cy="5" r="3"/></svg>'
    )
    names = Markup(", ").join(
        ring.format(Markup('class="what-if-{}"').format(at)) + f"{at + 1} {DEFAULT_ORDER.title(name)}"
        for at, name in enumerate(DEFAULT_ORDER.names)
    )
    return Markup(
        '<p class="what-if-key">In the pictures each line is a claim, placed from the top by what it counts, '
        "numbered at the right: {}. Ranges are solid, those of words dashed, bare numbers rings, claims "
        "with one end arrows; the axis is logarithmic, in persons.</p>"
    ).format(names)


def _setting_html(
    page: PageContext, claims: pd.DataFrame, name: str, setting: Setting, found: dict[str, Any], there: str
) -> Markup:
    """Set one named setting: its picture, its numbers, its address."""
    chosen = claims[claims["estimate"].isin(setting.claims)]
    labels = dict(zip(claims["estimate"], claims["label"], strict=True))
    restating = set(claims.loc[claims["restates"], "estimate"])
    held = [
        ledger_link(page, "reception" if one in restating else "estimates", one, labels[one])
        for one in found["binding"]
    ]
    pool = found["pool"]
    facts: list[tuple[str, str | Markup]] = [
        ("Claims", f"{number(found['claims'])} of {plural(found['lineages'], 'lineage')}"),
        ("Stretch of every claim before all can be true", f"{rounded(found['delta'], 3)}-fold"),
        ("To set aside without stretching", plural(found["set_aside"], "claim")),
        ("The gap is held open by", Markup(", ").join(held) if held else "nobody"),
        ("Executed, taken at their word", _ends(found)),
        (
            f"If the reports hold {percent(setting.completeness)} and the last stage was {_times(setting.intensity)}",
            f"{rounded(found['total'])} executions",
        ),
        ("If one pooled them all the same", _pooled(pool)),
    ]
    rows = Markup().join(Markup("<dt>{}</dt><dd>{}</dd>").format(*fact) for fact in facts)
    return Markup(
        '<section class="what-if-setting"><h3>{}</h3>{}<dl>{}</dl>'
        '<p class="what-if-open" data-address="{}"></p></section>'
    ).format(name, _picture(chosen, name), rows, there)


def _times(intensity: float) -> str:
    """Say how deadly the last stage was beside both before."""
    return "as deadly as both before" if intensity == 1 else f"{rounded(intensity)} times as deadly"


def _ends(found: dict[str, Any]) -> str:
    """Say between which numbers the claims hold the outcome."""
    low, high = found["floor"], found["cap"]
    words = [f"no fewer than {number(low)}"] * (low is not None) + [f"no more than {number(high)}"] * (high is not None)
    if low is not None and low == high:
        return f"no number but {number(low)}"
    impossible = ", which no number is" if low is not None and high is not None and low > high else ""
    return " and ".join(words) + impossible if words else "nothing bounds it"


def _pooled(pool: dict[str, Any]) -> str:
    """Say what a pool gives, and what it leaves open."""
    if pool["refused"]:
        return "no pool, for which two voices with two ends each are needed"
    ahead = (
        "no prediction interval, which needs three voices"
        if pool["pooled_pi_low"] is None
        else f"one more voice between {rounded(pool['pooled_pi_low'])} and {rounded(pool['pooled_pi_high'])}"
    )
    voices = plural(pool["k"], "voice")
    if not pool["holding"]:
        return (
            f"held back: of the {number(pool['used'])} claims pooled ({voices}) none has a range that holds the middle "
            f"of them, {rounded(pool['pooled'])}, which is nobody’s number; {ahead}"
        )
    return f"{rounded(pool['pooled'])}, of {voices}; {ahead}"


def _picture(chosen: pd.DataFrame, name: str) -> Markup:
    """Draw the claims of a setting on one axis, as small as they are many; each says itself to whoever points at it."""
    rank = {outcome: at for at, outcome in enumerate(DEFAULT_ORDER.names)}
    numbers = chosen[["low", "point", "high"]].astype(float)
    rows = chosen.assign(
        form=form(chosen),
        rank=chosen["counted"].map(rank),
        lowest=numbers.where(numbers > 0).min(axis=1),
    ).sort_values(["rank", "lowest", "estimate"])
    outcomes = list(rows["counted"].unique())
    height = 30 + _ROW * len(rows) + _APART * max(len(outcomes) - 1, 0)
    parts = []
    for power in range(3, 7):
        x = _x(10.0**power)
        parts.append(
            f'<path d="M{x:.1f},2V{height - 18}" class="what-if-grid"/><text x="{x:.1f}" y="{height - 5}" '
            f'text-anchor="middle">{number(10**power)}</text>'
        )
    for at, row in enumerate(rows.itertuples()):
        y = 6 + _ROW * at + _APART * outcomes.index(row.counted)
        if at == 0 or rows["counted"].iloc[at - 1] != row.counted:
            parts.append(
                f'<text x="{_WIDTH - 1}" y="{y + 3}" text-anchor="end" style="font-size:9px">'
                f"{rank[row.counted] + 1}</text>"
            )
        said = escape(f"{row.label}: {row.text}")
        parts.append(
            f'<g class="what-if-{DEFAULT_ORDER.names.index(row.counted)}"><title>{said}</title>{_mark(row, y)}</g>'
        )
    words = escape(f"{name}: {plural(len(rows), 'claim')} on a logarithmic axis of persons.")
    return Markup(
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{words}" class="what-if-picture">'
        + "".join(parts)
        + "</svg>"
    )


def _mark(row: Any, y: float) -> str:
    """Draw one claim: a line for a range, a ring for a bare number, an arrow for a claim with one end."""
    if row.form == "range":
        dashed = ' stroke-dasharray="4 2"' if row.word else ""
        return f'<path d="M{_x(row.low):.1f},{y}H{_x(row.high):.1f}"{dashed}/>'
    if row.form == "point":
        return f'<circle cx="{_x(row.point):.1f}" cy="{y}" r="2"/>'
    up = row.form == "at_least"
    reach, back = (14, -3) if up else (-14, 3)
    return f'<path d="M{_x(row.low if up else row.high):.1f},{y - 2}v4m0,-2h{reach}m{back},-2l{-back},2l{back},2"/>'


def _x(value: float) -> float:
    inside = min(max(value, _FIRST), _LAST)
    return 8 + (math.log(inside) - math.log(_FIRST)) / (math.log(_LAST) - math.log(_FIRST)) * (_WIDTH - 24)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("what-if", WhatIf)
    app.add_css_file("what-if.css")
    for script in SCRIPTS:
        app.add_js_file(script)
