"""Extend Jupyter Book by what this book needs: figures, the ledger as pages, numbers that lead home, citations.

The question: how does what the packages compute come onto a page, readable without a script and from a folder? Input
are directives and roles in the pages, the exhibits and the ledger; output is HTML with links that lead home.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from landreform import __version__
from landreform.sphinx_ext import (
    atlas,
    build_note,
    cards,
    chronology_page,
    citation_examples,
    coding_lists,
    colour_key,
    corrections_page,
    deferred,
    errata_page,
    example_tables,
    executed_ahead,
    exhibit_pages,
    figure_drawings,
    finding_lists,
    finished_pages,
    folded_tables,
    formulas,
    front_door,
    front_page,
    gap_lists,
    grades_page,
    layers,
    ledger_numbers,
    ledger_pages,
    listed_pages,
    mark_key,
    name_index,
    name_links,
    named_pages,
    notebook_figures,
    number_links,
    page_assets,
    page_metadata,
    pasted_results,
    protocol_page,
    redirects,
    reference_list,
    rerunning,
    search,
    shared_parts,
    shown_tables,
    side_by_side,
    what_if,
)

PARTS = (
    listed_pages,
    deferred,
    notebook_figures,
    executed_ahead,
    folded_tables,
    exhibit_pages,
    figure_drawings,
    atlas,
    finding_lists,
    front_page,
    citation_examples,
    ledger_pages,
    chronology_page,
    gap_lists,
    errata_page,
    example_tables,
    corrections_page,
    grades_page,
    colour_key,
    mark_key,
    protocol_page,
    coding_lists,
    number_links,
    ledger_numbers,
    pasted_results,
    layers,
    named_pages,
    name_links,
    cards,
    name_index,
    page_metadata,
    front_door,
    redirects,
    reference_list,
    search,
    shared_parts,
    shown_tables,
    side_by_side,
    build_note,
    what_if,
    rerunning,
    formulas,
    finished_pages,
    page_assets,
)


def setup(app: Sphinx) -> dict:
    """Register the parts of the extension with Sphinx."""
    for part in PARTS:
        part.setup(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
