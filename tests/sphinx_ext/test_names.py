"""Names on pages: entries, links to them from the text, the index, and where to ask for a correction."""

import dataclasses
import re

import found_by_search
import pytest
from bs4 import BeautifulSoup
from sites import build, page, without

from landreform.ledger import tables
from landreform.ledger.named import named, rows_naming
from landreform.paths import ROOT
from landreform.publish.publication import publication
from landreform.sphinx_ext import name_index, named_pages
from landreform.text.names import without_marks

HTML = ROOT / "_build" / "html"
LEDGER = tables.load_all()
ENTRIES = named(LEDGER)
BY_ROW = {entry.row: entry for entry in ENTRIES}
EXTENSIONS = ["landreform.sphinx_ext"]
#: Nothing is looked at here of what these parts make.
SETTINGS = without("executed_ahead", "exhibit_pages", "chronology_page", "what_if")

PAGES = {
    "book/index.md": "# Front\n\n```{toctree}\nchapter\nother\npeople\nglossary\nindex-of-names\nledger/documents\n"
    "```\n",
    "book/chapter.md": """# A chapter on Trường Chinh

**Did Trường Chinh resign?** Trường Chinh spoke of landlords, and Trường Chinh of a landlord
({ledger}`a decree <documents/decree-149-1953/title_en>`). The word is *địa chủ*.

## Of `Trường Chinh` and others

- A list names Hồ Viết Thắng, and [a link names Lê Văn Lương](other.md).

> Lê Văn Lương, in a quotation, and `Hoàng Văn Hoan` in code.

| Võ Nguyên Giáp |
|---|
| Võ Nguyên Giáp |

{ledger}`Phạm Văn Đồng <people/pham-van-dong/name>` is a link already; Phạm Văn Đồng is not.
""",
    "book/other.md": "# Other\n\nNobody.\n\n## Below\n\nThe Politburo met, and the politburo.\n\n## Said\n\n"
    "{ledger}`counts/decree-149-1953-rent-cut` off the rent.\n",
    "book/people.md": "# People\n\nTrường Chinh is no link here.\n\n```{people} leader_or_official\n```\n"
    "```{institutions} party\n```\n```{ask-for-correction}\n```\n",
    "book/glossary.md": "# Glossary\n\n```{terms}\n```\n",
    "book/index-of-names.md": "# Index\n\n```{name-index}\n```\n",
    "book/ledger/documents.md": "# Documents\n\nTrường Chinh.\n\n```{ledger-table} documents\n```\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build a small book with names in it."""
    folder = tmp_path_factory.mktemp("names")
    # The pages of other tables, to which entries lead, are not part of it.
    made = build(folder, PAGES, EXTENSIONS, SETTINGS)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture(scope="module")
def chapter(site):
    return page(site, "book/chapter.html")


def links(soup):
    return [(link.get_text(" ", strip=True), link["href"]) for link in soup.select("a.name-link")]


def test_the_first_mention_of_a_name_in_running_text_leads_to_its_entry(chapter):
    assert links(chapter) == [
        ("Trường Chinh", "people.html#truong-chinh"),
        ("landlords", "glossary.html#dia-chu"),
        ("Hồ Viết Thắng", "people.html#ho-viet-thang"),
        ("Lê Văn Lương", "people.html#le-van-luong"),
        ("Phạm Văn Đồng", "people.html#pham-van-dong"),
    ]


def test_nothing_is_linked_in_headings_code_tables_links_or_bold_questions(chapter):
    for place in ("h1", "h2", "code", "table", "strong", "a a", "title"):
        assert not chapter.select(f"{place} .name-link"), place
    quoted = chapter.find("blockquote")
    assert [link.get_text() for link in quoted.select("a.name-link")] == ["Lê Văn Lương"]
    assert chapter.find("p").find("strong").get_text() == "Did Trường Chinh resign?"


def test_the_card_says_who_states_what_and_is_tied_to_the_link(chapter):
    link = chapter.find("a", href="people.html#truong-chinh")
    card = chapter.find(id=link["data-card"])
    assert card.parent.has_attr("hidden") and link["lang"] == "vi" and BY_ROW["truong-chinh"].says in link["title"]
    assert card.find("strong", lang="vi").get_text() == "Trường Chinh"
    entry = BY_ROW["truong-chinh"]
    assert entry.says in card.get_text() and entry.statement in card.get_text()
    landlord = chapter.find("a", href="glossary.html#dia-chu")
    assert not landlord.has_attr("lang") and chapter.find(id=landlord["data-card"]).find(lang="vi")


def test_pages_of_entries_and_of_rows_link_no_names(site):
    for name in ("book/people.html", "book/glossary.html", "book/index-of-names.html", "book/ledger/documents.html"):
        assert not page(site, name).select(".name-link"), name


def test_where_the_page_of_an_entry_is_missing_the_name_stands_alone(tmp_path):
    pages = {"book/index.md": "# Front\n\nTrường Chinh spoke of landlords.\n"}
    made = build(tmp_path, pages, EXTENSIONS, SETTINGS)
    assert made.returncode == 0, made.stderr
    soup = page(tmp_path, "book/index.html")
    assert not soup.select(".name-link") and "Trường Chinh spoke of landlords." in soup.find("p").get_text()


def test_in_other_formats_names_are_plain_text(tmp_path):
    pages = {"book/index.md": "# Front\n\nTrường Chinh spoke of landlords.\n"}
    assert build(tmp_path, pages, EXTENSIONS, SETTINGS, builder="text").returncode == 0
    text = (tmp_path / "out-text" / "book" / "index.txt").read_text(encoding="utf-8")
    assert "Trường Chinh spoke of landlords." in text


def index_entry(site, identifier):
    return page(site, "book/index-of-names.html").find(id=identifier)


def test_the_index_says_where_each_name_stands(site):
    one = index_entry(site, "index-people-truong-chinh")
    assert one.a["href"] == "people.html#truong-chinh" and one.a["lang"] == "vi"
    assert "Truong Chinh" in one.select_one(".entry-plain").get_text()
    (sections,) = one.select(":scope ul li")
    assert [link["href"] for link in sections.select("a")] == ["chapter.html"]
    thang = index_entry(site, "index-people-ho-viet-thang")
    assert [link["href"] for link in thang.select(":scope ul a")] == [
        "chapter.html",
        "chapter.html#of-truong-chinh-and-others",
    ]
    politburo = index_entry(site, "index-institutions-politburo")
    assert [link.get_text() for link in politburo.select(":scope ul a")] == ["Other", "Below"]
    # A name in the text of a link is a mention too.
    luong = index_entry(site, "index-people-le-van-luong")
    assert len(luong.select(":scope ul li")) == 1
    document = index_entry(site, "index-documents-decree-149-1953")
    assert document.a["href"] == "ledger/documents.html#decree-149-1953"
    # By a link to its row, and by one to a row that it states.
    found = [link["href"] for link in document.select(":scope ul a")]
    assert found == ["chapter.html", "other.html", "other.html#said"]


def test_a_name_that_stands_nowhere_has_its_entry_alone(site):
    one = index_entry(site, "index-people-bui-bang-doan")
    assert [link["href"] for link in one.select("a")] == ["people.html#bui-bang-doan"]


def test_every_letter_of_the_index_leads_to_its_entries(site):
    soup = page(site, "book/index-of-names.html")
    letters = [link["href"].removeprefix("#") for link in soup.select("nav.letters a")]
    assert letters == [
        *sorted(set(letters) - {"letter-other"}),
        *(["letter-other"] if "letter-other" in letters else []),
    ]
    assert len(letters) > 15
    assert [tag["id"] for tag in soup.select("p.letter")] == letters
    for letter in letters:
        first = soup.find(id=letter).find_next("li")
        word = first.find(["a", "span"]).get_text()
        plain = re.sub(r"^(a|an|the) ", "", without_marks(word).lower().lstrip("“"))
        assert letter in (f"letter-{plain[0]}", "letter-other")


def test_a_vietnamese_term_leads_to_the_english_one(site):
    soup = page(site, "book/index-of-names.html")
    term = soup.find("span", string="sửa sai", lang="vi").parent
    assert "sua sai" in term.get_text() and term.a["href"] == "#index-glossary-sua-sai"
    assert soup.find(id="index-glossary-sua-sai").a.get_text() == "correction of errors"


def test_headings_without_a_document_or_a_name():
    assert name_index.headings([], []) == []
    document = {"document": "x", "title_en": "“What wicked landlords”, article"}
    heading, other = name_index.headings([], [document, document | {"document": "y", "title_en": "1953 plan"}])
    assert heading.sorted_by.startswith("what wicked") and other.row == "y", "what has no letter comes last"
    (team,) = name_index.headings([], [{"document": "z", "title_en": "The An Khánh team"}])
    assert team.sorted_by == "an khanh team"


def test_an_entry_leads_to_its_row_and_to_the_rows_that_name_it():
    entry = BY_ROW["le-duc-tho"]
    soup = BeautifulSoup(named_pages.entries_html([entry], rows_naming(ENTRIES, LEDGER)), "html.parser")
    (one,) = soup.select(".entry")
    assert one["id"] == "le-duc-tho" and soup.div.has_attr("data-computed")
    assert one.select_one(".entry-source a")["href"] == "ledger/people.html#le-duc-tho"
    assert one.find("a", href="ledger/events.html#le-duc-tho-note") and "28 January 1987" in one.get_text()
    assert "Le Duc Tho" in one.get_text() and one.find(lang="vi").get_text() == "Lê Đức Thọ"


def test_many_rows_are_folded_and_text_is_no_markup():
    entry = dataclasses.replace(BY_ROW["ho-chi-minh"], says="<b>President</b>")
    soup = BeautifulSoup(named_pages.entries_html([entry], rows_naming(ENTRIES, LEDGER)), "html.parser")
    folded = soup.select_one("details")
    assert len(folded.select("li")) > named_pages.FEW and str(len(folded.select("li"))) in folded.summary.get_text()
    assert "<b>President</b>" in soup.get_text()


@pytest.mark.parametrize(
    ("contact", "repository", "said"),
    [
        ("", "", ""),
        ("desk@book.org", "", '<a href="mailto:desk@book.org">desk@book.org</a>'),
        ("https://book.org/write", "", '<a href="https://book.org/write">'),
        ("", "https://code.org/book", "an issue in the repository"),
        ("desk@book.org", "https://code.org/book", "mailto:"),
    ],
)
def test_where_to_ask_is_said_where_the_owner_has_said_so_and_never_made_up(contact, repository, said):
    book = dataclasses.replace(publication(), contact=contact, repository=repository)
    made = named_pages.asking_html(book)
    assert (said in made) if said else (made == "")


def test_a_group_that_nobody_knows_is_an_error(tmp_path):
    made = build(tmp_path, {"book/index.md": "# F\n\n```{people} villains\n```\n"}, EXTENSIONS, SETTINGS)
    assert made.returncode != 0 and "no group 'villains'" in made.stderr


# In the book as it is built.


def built(name):
    return BeautifulSoup((HTML / name).read_text(encoding="utf-8"), "html.parser")


def test_every_person_and_institution_and_every_term_stands_on_its_page():
    for name, kinds in (("book/people.html", ("people", "institutions")), ("book/glossary.html", ("glossary",))):
        shown = [tag["id"] for tag in built(name).select(".entry")]
        assert sorted(shown) == sorted(entry.row for entry in ENTRIES if entry.table in kinds)
        assert len(set(shown)) == len(shown)


def test_the_index_of_the_book_names_everything_and_most_of_it_stands_in_a_chapter():
    soup = built("book/index-of-names.html")
    ids = {tag["id"] for tag in soup.select(".name-index li[id]")}
    assert {f"index-{entry.table}-{entry.row}" for entry in ENTRIES} <= ids
    assert {f"index-documents-{row}" for row in LEDGER["documents"]["document"]} <= ids
    people = soup.select('.name-index li[id^="index-people-"]')
    assert sum(bool(one.select(":scope ul a")) for one in people) > len(people) / 2


def test_the_address_of_the_empty_index_leads_to_the_index_of_names():
    door = built("genindex.html")
    assert door.select_one("noscript meta[http-equiv=refresh]")["content"] == "0; url=book/index-of-names.html"
    assert not built("book/index.html").select('head link[href*="genindex"]')


def test_names_are_linked_in_the_chapters_and_every_card_is_there():
    linked = 0
    for file in sorted((HTML / "book" / "what-happened").glob("*.html")):
        soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        for link in soup.select("a.name-link"):
            linked += 1
            assert soup.find(id=link["data-card"]).get_text(strip=True)
            assert re.fullmatch(r"\.\./(people|glossary)\.html#[a-z0-9-]+", link["href"])
        targets = [link["href"] for link in soup.select("a.name-link")]
        assert len(set(targets)) == len(targets), f"{file.name}: a name is linked once on a page"
    assert linked > 30


def test_a_search_without_diacritics_finds_people_terms_and_their_index():
    assert {"nguyen", "thang", "sua", "chinh"} <= set(found_by_search.known()["terms"])
    found = found_by_search.addresses()
    assert {"book/people.html#nguyen-thi-nam", "book/glossary.html#sua-sai", "book/index-of-names.html"} <= set(found)


def test_a_place_with_an_english_name_stands_under_both():
    found = name_index.headings(ENTRIES, [])
    assert ("Hanoi", "Hà Nội") in [(heading.text, heading.see) for heading in found]
    own = [heading for heading in found if heading.table == "places" and heading.row == "ha-noi"]
    assert [heading.see for heading in own] == ["", "Hà Nội"]
