"""Findings on a page, and what the front page has alone: printed from the table and from the setting, never typed."""

from dataclasses import replace

import pytest
from published import published
from sites import build, page

from landreform import exhibits
from landreform.build.lint.prose import numerals
from landreform.ledger import tables
from landreform.publish.publication import publication
from landreform.sphinx_ext import finding_lists, front_page, notebook_figures
from landreform.tolls.claim_findings import part_over_whole

PARTS = ("deferred", "finding_lists", "front_page", "number_links")
EXTENSIONS = ["myst_parser", *(f"landreform.sphinx_ext.{part}" for part in PARTS)]
FRONT = """# Front

```{finding-list}
contradiction
last-wave
```

```{small-picture} fig-cumulated-share
```

```{page-in-language} book/viet vi
```

```{page-in-language} book/nowhere vi
```

```{book-in-one-line}
```

```{whom-to-write}
```
"""
VIET = "---\nlang: vi\n---\n# Tóm tắt\n\n```{finding-list} vi\ncontradiction\n```\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    published()
    folder = tmp_path_factory.mktemp("findings")
    pages = {"book/index.md": FRONT + "\n```{toctree}\n:hidden:\n\nviet\n```\n", "book/viet.md": VIET}
    made = build(folder, pages, EXTENSIONS)
    assert made.returncode == 0, made.stderr
    return folder


def test_findings_stand_on_the_page_as_in_the_table(site):
    table = finding_lists.findings()
    items = page(site, "book/index.html").select("ul.findings[lang=en] > li")
    assert len(items) == 2
    for item, name in zip(items, ("contradiction", "last-wave"), strict=True):
        assert table.loc[name, "short"] in item.text
        assert finding_lists.grades(table.loc[name], "en") in item.text


def test_no_number_of_them_counts_as_typed(site):
    for name in ("book/index.html", "book/viet.html"):
        assert not list(numerals(page(site, name).select_one(".body")))


def test_a_page_in_vietnamese_says_so(site):
    read = page(site, "book/viet.html")
    marked = read.select_one("div[lang=vi]")
    assert marked.h1.text.startswith("Tóm tắt")
    assert finding_lists.findings().loc["contradiction", "vietnamese"] in marked.text
    assert "mức đồng thuận cao" in marked.text
    assert not page(site, "book/index.html").select("div[lang]")


def test_the_front_page_leads_on(site):
    front = page(site, "book/index.html")
    (link,) = front.select("a[hreflang=vi]")
    assert link["lang"] == "vi" and link["href"] == "viet.html" and link.text == "Tóm tắt"
    picture = front.select_one(".small-picture img")
    assert len(picture["alt"]) > 40 and picture["src"].endswith("figures/fig-cumulated-share/fig-cumulated-share.svg")
    assert publication().title in front.select_one(".book-citation").text


@pytest.mark.parametrize(
    ("contact", "repository", "said"),
    [
        ("a@example.org", "", ['href="mailto:a@example.org"']),
        ("https://example.org/x", "", ['href="https://example.org/x"']),
        ("", "https://example.org/r", ["open an issue at"]),
        ("a@example.org", "https://example.org/r", ["mailto:", " or open an issue"]),
    ],
)
def test_whom_to_write_to(contact, repository, said):
    line = front_page.whom_to_write(replace(publication(), contact=contact, repository=repository))
    assert all(part in line for part in said)


def test_where_nobody_is_named_there_is_no_line(site):
    assert front_page.whom_to_write(replace(publication(), contact="", repository="")) == ""
    assert bool(page(site, "book/index.html").select(".whom-to-write")) == bool(
        publication().contact or publication().repository
    )


def test_a_finding_on_which_nothing_should_be_built_yet_is_no_headline(tmp_path):
    text = "# Front\n\n```{finding-list}\npart-over-whole\n```\n"
    made = build(tmp_path, {"book/index.md": text}, EXTENSIONS)
    assert made.returncode and "stands in its table only" in made.stderr
    entry = replace(exhibits.entry("fig-lattice"), finding=part_over_whole)
    with pytest.raises(ValueError, match="fig-lattice: the finding 'part-over-whole' is no headline"):
        _ = entry.render(tables.load_all()).headline


@pytest.mark.parametrize("text", ["```{finding-list}\nnot-there\n```", "```{finding-list} fr\ncontradiction\n```"])
def test_a_finding_or_a_language_that_there_is_not_stops_the_build(tmp_path, text):
    made = build(tmp_path, {"book/index.md": f"# Front\n\n{text}\n"}, EXTENSIONS)
    assert made.returncode and "no finding" in made.stderr


def test_the_caption_of_a_figure_that_shows_a_finding_leads_to_it_and_does_not_say_it_again():
    published()
    cell = {
        "cell_type": "code",
        "id": "a",
        "metadata": {"mystnb": {"figure": {"name": "fig-gap"}}},
        "source": ['exhibits.show("fig-gap")'],
    }
    text = notebook_figures.with_captions("here", notebook_figures.json.dumps({"cells": [cell]}))
    caption = notebook_figures.json.loads(text)["cells"][0]["metadata"]["mystnb"]["figure"]["caption"]
    assert caption.endswith(" {exhibit-headline}`fig-gap`")
    assert exhibits.show("fig-gap").says not in caption
