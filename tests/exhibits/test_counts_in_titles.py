"""A title that counts marks counts those that are drawn."""

import re

import pytest
from drawn_exhibits import drawn, form, markers

from landreform.exhibits.draw.rows_shown import marks_of_rows


def checks(figure):
    """Count all checks, those with nothing to be checked against, and those that cannot be right."""
    found = markers(figure)
    shapes = [found[kind] for kind in (("o", True), ("X", False), ("o", False), ("^", False))]
    return [sum(shapes), *shapes[:2]]


def rows_led_to(figure):
    """Count the rows of the ledger to which marks lead."""
    return [len({row for rows in marks_of_rows(figure).values() for row in rows})]


def pairs(figure):
    """Count the pairs of a hollow and a filled round."""
    found = markers(figure)
    assert found["o", True] == found["o", False]
    return [found["o", True]]


def crosses(figure):
    """Count the crosses."""
    return [markers(figure)["X", False]]


#: What a title counts, and how many of its numbers, from the first, are such counts.
COUNTED = {"fig-audit-board": checks, "fig-not-tolls": rows_led_to, "fig-lattice": pairs, "fig-cell-shares": crosses}


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("slug", COUNTED)
def test_a_title_counts_what_is_drawn(slug, narrow):
    counts = COUNTED[slug](form(slug, narrow))
    said = [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", drawn(slug).says)]
    assert counts == said[: len(counts)] and min(counts) > 0


@pytest.mark.parametrize("narrow", [False, True])
def test_the_headings_of_what_is_no_toll_add_up_to_the_title(narrow):
    (axes,) = form("fig-not-tolls", narrow).axes
    heads = [re.fullmatch(r"\D+: (\d+)", text.get_text()) for text in axes.texts]
    (said, *_) = re.findall(r"\d+", drawn("fig-not-tolls").says)
    assert sum(int(head[1]) for head in heads if head) == int(said)
