"""Which process runs which tests: those that draw the same figures run in the same one, all others file by file.

A process draws a figure once for all its tests (`drawn_exhibits`), and drawing is what takes longest. Every exhibit
belongs to a part of the book, which is the package of its module; its tests go with those of the other exhibits of that
part, whatever file they stand in.
"""

from functools import cache

from landreform.exhibits.registry import modules

#: Files of which every test has exhibits of one part, and files of which single tests have an exhibit each.
OF_A_PART = {f"tests/exhibits/test_{part}.py": part for part in ("campaign", "claims", "labels", "pools")} | {
    "tests/exhibits/test_style.py": "claims"
}
OF_EXHIBITS = {
    "tests/exhibits/test_columns.py",
    "tests/exhibits/test_counts_in_alt_texts.py",
    "tests/exhibits/test_figure_layout.py",
    "tests/exhibits/test_keys.py",
    "tests/exhibits/test_legibility.py",
    "tests/exhibits/test_marks_and_labels_apart.py",
    "tests/exhibits/test_titles_seen.py",
    "tests/exhibits/test_words.py",
    "tests/publish/test_completeness.py",
    "tests/publish/test_files.py",
    "tests/publish/test_page_form.py",
    "tests/sphinx_ext/test_rows_in_words.py",
}

#: Shares that take longest. They come first, so that no process is left with one of them when the others have ended.
LONGEST = """
    tests/publish/test_same_bytes.py tests/build/test_book.py campaign claims pools labels
    tests/build/test_in_browser.py tests/build/test_what_if.py tests/build/test_search.py
    tests/exhibits/test_shrunken_ledger.py tests/publish/test_files.py
    tests/sphinx_ext/test_ledger_pages.py tests/project/test_package.py tests/contested/test_compare_js.py
    tests/build/test_layers.py
    tests/sphinx_ext/test_exhibits.py tests/contested/test_consistency.py tests/ledger/test_corruptions.py
    tests/contested/test_agreement.py tests/sphinx_ext/test_ledger_numbers.py tests/build/test_lint.py
    tests/build/test_execute.py tests/project/test_strict_comparison.py
""".split()
PLACE = {name: place for place, name in enumerate(LONGEST)}


@cache
def parts():
    """Give the part of each exhibit, ``campaign`` for one in ``landreform.exhibits.campaign.timeline``."""
    return {slug: module.split(".")[2] for slug, module in modules().items()}


def share(nodeid):
    """Name the share to which a test belongs: a part of the book, or its file.

    >>> share("tests/exhibits/test_campaign.py::test_excluded_datings_are_marked_without_colour")
    'campaign'
    >>> share("tests/exhibits/test_figure_layout.py::test_nothing_leaves_the_page[fig-datings-acts-100]")
    'campaign'
    >>> share("tests/publish/test_files.py::test_the_passport_is_ready_for_json")
    'tests/publish/test_files.py'
    """
    file, _, test = nodeid.partition("::")
    if file in OF_EXHIBITS:
        words = test.partition("[")[2].rstrip("]").split("-")
        for count in range(len(words), 0, -1):
            if "-".join(words[:count]) in parts():
                return parts()["-".join(words[:count])]
    return OF_A_PART.get(file, file)


def place(item):
    """Say how early a test comes."""
    return PLACE.get(share(item.nodeid), len(PLACE))
