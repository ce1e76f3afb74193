"""Say to programs what a page is: tags for its head, from the publication, the page and the passport of an exhibit.

Three dialects, all in the head of the page: Highwire tags (``citation_*``) for reference managers, Open Graph for
previews, schema.org as JSON-LD for search engines. What is not settled in :mod:`landreform.publish.publication` is left
out of all three: without an address there is no absolute address anywhere, without a DOI no identifier. The landing
page of a figure or a numbered table says what its passport says, the file ``figures/<slug>/<slug>.json`` beside it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from posixpath import dirname, relpath
from typing import Any

from landreform.publish import cards
from landreform.publish.publication import FIGURES, Author, Publication

#: What a page can be: the front page, a chapter, a figure's own page, the data, or none of them (search, index).
KINDS = ("book", "chapter", "figure", "data", "other")


@dataclass(frozen=True)
class PageMetadata:
    """What is known of a page.

    Attributes
    ----------
    kind : str
        One of :data:`KINDS`.
    title : str
        Without the number of the chapter.
    path : str
        From the top of the book, such as ``notebooks/campaign-in-time.html``.
    description : str
        A sentence or two.
    image, image_alt : str
        A PNG that stands for the page (path from the top of the book) and its alternative text; empty if none. Nothing
        but a whole address will do in ``og:image``, so that it is named only where the book has one.
    pdf : str
        The same content as PDF, from the top of the book; empty if there is none.
    image_size : tuple of int
        Width and height of the image in dots; none where it is not known.
    """

    kind: str
    title: str
    path: str
    description: str
    image: str = ""
    image_alt: str = ""
    pdf: str = ""
    image_size: tuple[int, ...] = ()


@dataclass(frozen=True)
class Site:
    """The book in which a page stands.

    Attributes
    ----------
    publication : Publication
    front : str
        Path of the front page, from the top of the book.
    language : str
        Language of the pages.
    """

    publication: Publication
    front: str = ""
    language: str = "en"


#: Description of something in the words of schema.org, ready for JSON.
JsonLd = dict[str, Any]


def citation_author(author: Author) -> str:
    """Write an author for ``citation_author``.

    A person is inverted. Reference managers cut a name without a comma at its last space and would take an entity for
    a person with a first name; a comma at the end makes them keep the name whole.

    Examples
    --------
    >>> citation_author(Author(name="landreform contributors"))
    'landreform contributors,'
    """
    return author.inverted if author.is_person else f"{author},"


def meta_tags(page: PageMetadata, site: Site) -> list[tuple[str, str, str]]:
    """List the meta elements of a page: (attribute, name, content).

    Parameters
    ----------
    page : PageMetadata
    site : Site

    Returns
    -------
    list of tuple of str
        Highwire tags are given for whatever can be cited. A chapter and a figure name the book they are in, which
        makes them sections of a book; data say that they are data; the front page is a book by ``og:type``.
    """
    book = site.publication
    tags = [("description", page.description)]
    if page.kind != "other":
        tags += _highwire(page, site)
    og = [
        ("og:title", page.title),
        ("og:type", {"book": "book", "other": "website"}.get(page.kind, "article")),
        ("og:description", page.description),
        ("og:site_name", book.title),
    ]
    pictured = bool(book.address and page.image)
    if book.address:
        og.append(("og:url", book.url(page.path)))
    if pictured:
        og += [("og:image", book.url(page.image)), ("og:image:type", "image/png")]
        og += [
            (f"og:image:{side}", str(dots)) for side, dots in zip(("width", "height"), page.image_size, strict=False)
        ]
        og.append(("og:image:alt", page.image_alt))
    # Title, description and picture are those above; it asks only how large they are to be shown.
    tags.append(("twitter:card", "summary_large_image" if pictured else "summary"))
    return [("name", *tag) for tag in tags] + [("property", *tag) for tag in og]


def _highwire(page: PageMetadata, site: Site) -> list[tuple[str, str]]:
    """List the tags for reference managers."""
    book = site.publication
    tags = [
        ("citation_title", page.title),
        *(("citation_author", citation_author(author)) for author in book.authors),
        ("citation_publication_date", book.date.replace("-", "/")),
        ("citation_language", site.language),
        # Highwire has no tag for a version; managers read it as an edition.
        ("prism.edition", book.version),
        ("DC.rights", book.licence_name),
    ]
    if page.kind in ("chapter", "figure"):
        # Two names of one thing: Google Scholar reads the first, older managers only the second.
        tags += [("citation_inbook_title", book.title), ("citation_book_title", book.title)]
    if page.kind == "data":
        tags.append(("DC.type", "dataset"))
    if page.kind == "book" and book.doi:
        tags.append(("citation_doi", book.doi))
    if book.address:
        tags.append(("citation_public_url", book.url(page.path)))
        if page.pdf:
            tags.append(("citation_pdf_url", book.url(page.pdf)))
    return tags


def head(page: PageMetadata, site: Site, data: JsonLd | None = None) -> str:
    """Write the metadata of a page as HTML for its head.

    Parameters
    ----------
    page : PageMetadata
    site : Site
    data : dict, optional
        JSON-LD of the page.
    """
    lines = [
        f'<meta {attribute}="{name}" content="{escape(content)}" />'
        for attribute, name, content in meta_tags(page, site)
    ]
    lines.append(f'<link rel="license" href="{escape(site.publication.licence_url)}" />')
    if data is not None:
        # A less-than sign would end the script element.
        text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
        lines.append(f'<script type="application/ld+json">{text}</script>')
    return "\n".join(lines) + "\n"


def _agent(author: Author) -> JsonLd:
    agent = {"@type": "Person" if author.is_person else "Organization", "name": str(author)}
    if author.is_person:
        agent |= {"givenName": author.given, "familyName": author.family}
    return agent | ({"@id": f"https://orcid.org/{author.orcid}"} if author.orcid else {})


def _address(path: str, publication: Publication) -> JsonLd:
    """Name a part of the book by its address, where the book has one."""
    return {key: publication.url(path) for key in ("@id", "url")} if publication.address else {}


def _work(kind: str, page: PageMetadata, site: Site, maker: str = "author") -> JsonLd:
    """Describe what holds of every part of the book."""
    book = site.publication
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "name": page.title,
        "description": page.description,
        maker: [_agent(author) for author in book.authors],
        "datePublished": book.date,
        "version": book.version,
        "inLanguage": site.language,
        "license": book.licence_url,
        "isAccessibleForFree": True,
        **_address(page.path, book),
    }


def _identified(publication: Publication) -> JsonLd:
    """Name the DOI, which stands for the book as a whole, where there is one."""
    if not publication.doi:
        return {}
    return {
        "identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": publication.doi},
        "sameAs": publication.doi_url,
    }


def _whole(site: Site) -> JsonLd:
    """Name the book of which something is a part."""
    book = site.publication
    named = {"@type": "Book", "name": book.title, "version": book.version}
    return named | _address(site.front, book) | _identified(book)


def _file(path: str, media_type: str, page: PageMetadata, site: Site, kind: str = "MediaObject") -> JsonLd:
    """Describe a file; its address is relative to the page where the book has none."""
    there = site.publication.url(path) or relpath(path, dirname(page.path) or ".")
    return {"@type": kind, "encodingFormat": media_type, "contentUrl": there}


def book_jsonld(page: PageMetadata, site: Site) -> JsonLd:
    """Describe the book (schema.org ``Book``)."""
    return {
        **_work("Book", page, site),
        "bookFormat": "https://schema.org/EBook",
        "keywords": list(site.publication.keywords),
        **_identified(site.publication),
    }


def chapter_jsonld(page: PageMetadata, site: Site, position: str = "") -> JsonLd:
    """Describe a chapter (schema.org ``Chapter``).

    Parameters
    ----------
    page : PageMetadata
    site : Site
    position : str
        Number of the chapter; empty where it has none.
    """
    numbered = {"position": position} if position else {}
    return _work("Chapter", page, site) | numbered | {"isPartOf": _whole(site)}


def dataset_jsonld(page: PageMetadata, site: Site, described: Mapping[str, Any], folder: str = "data") -> JsonLd:
    """Describe a table of the ledger, or the ledger as a whole (schema.org ``Dataset``).

    Parameters
    ----------
    page : PageMetadata
    site : Site
    described : mapping
        Of a table: its resource in ``datapackage.json``. Of the whole: ``datapackage.json`` itself.
    folder : str
        Where the files are published, from the top of the book.
    """
    described_here = {"description": described["description"], "isPartOf": _whole(site)}
    dataset = _work("Dataset", page, site, maker="creator") | described_here
    dataset["keywords"] = list(described.get("keywords", site.publication.keywords))
    if "resources" in described:
        dataset["distribution"] = [
            _file(f"{folder}/datapackage.json", "application/json", page, site, "DataDownload"),
            *(_table_file(table, folder, page, site) for table in described["resources"]),
        ]
        return dataset
    dataset["distribution"] = [_table_file(described, folder, page, site)]
    dataset["variableMeasured"] = [
        {"@type": "PropertyValue", "name": field["name"], "description": field["description"]}
        | ({"unitText": field["unit"]} if "unit" in field else {})
        for field in described["schema"]["fields"]
    ]
    return dataset


def _table_file(described: Mapping[str, Any], folder: str, page: PageMetadata, site: Site) -> JsonLd:
    file = _file(f"{folder}/{described['path']}", "text/csv", page, site, "DataDownload")
    file["name"] = described["title"]
    if "bytes" in described:
        file["contentSize"] = f"{described['bytes']} B"
    if str(described.get("hash", "")).startswith("sha256:"):
        file["sha256"] = described["hash"].removeprefix("sha256:")
    return file


def figure_jsonld(page: PageMetadata, site: Site, caption: str, alt: str, files: Mapping[str, str]) -> JsonLd:
    """Describe a figure (schema.org ``ImageObject``).

    Parameters
    ----------
    page : PageMetadata
        Its landing page; the description is the long one.
    site : Site
    caption, alt : str
    files : mapping of str to str
        Path from the top of the book to media type, the preferred image first; data (``text/csv``) may be among them.

    Raises
    ------
    ValueError
        If there is no image among the files.
    """
    images = [(path, kind) for path, kind in files.items() if kind.startswith("image/")]
    if not images:
        raise ValueError(f"figure {page.title!r} has no image among its files")
    figure = _work("ImageObject", page, site, maker="creator") | _file(*images[0], page, site, "ImageObject")
    figure |= {
        "caption": caption,
        "accessibilitySummary": alt,
        "creditText": site.publication.byline,
        "isPartOf": _whole(site),
        "encoding": [_file(path, kind, page, site) for path, kind in files.items() if (path, kind) != images[0]],
    }
    return figure


def exhibit_page(passport: Mapping[str, Any]) -> PageMetadata:
    """Return what is known of the landing page of a figure or a numbered table.

    Parameters
    ----------
    passport : mapping
        With ``slug, title, caption, alt``, and ``files`` with ``name`` and ``media_type``.
    """
    folder = f"{FIGURES}/{passport['slug']}"
    files = {file["name"].partition(".")[2]: f"{folder}/{file['name']}" for file in passport["files"]}
    image = files.get(cards.CARD, "") or files.get("png", "")
    return PageMetadata(
        "figure",
        passport["title"],
        f"{folder}/index.html",
        passport["caption"],
        image,
        passport["alt"] if image else "",
        files.get("pdf", ""),
        cards.SIZE if cards.CARD in files else (),
    )


def exhibit_jsonld(passport: Mapping[str, Any], site: Site) -> JsonLd:
    """Describe a figure (schema.org ``ImageObject``) or a numbered table (``Dataset``) by its passport.

    Parameters
    ----------
    passport : mapping
        Besides what :func:`exhibit_page` reads: ``description`` and ``data`` with its ``schema``.
    site : Site
    """
    page, folder = exhibit_page(passport), f"{FIGURES}/{passport['slug']}"
    itself = [file for file in passport["files"] if not file["name"].endswith((cards.CARD, cards.SMALL_PICTURE))]
    if any(file["media_type"].startswith("image/") for file in itself):
        files = {f"{folder}/{file['name']}": file["media_type"] for file in itself}
        figure = figure_jsonld(page, site, passport["caption"], passport["alt"], files)
        return figure | ({"description": passport["description"]} if passport["description"] else {})
    (table,) = [file for file in passport["files"] if file["name"] == passport["data"]["file"]]
    described = {
        "title": passport["title"],
        "description": passport["description"] or passport["caption"],
        "path": table["name"],
        "schema": passport["data"]["schema"],
        "bytes": table["bytes"],
        "hash": f"sha256:{table['sha256']}",
    }
    return dataset_jsonld(page, site, described, folder)


def exhibit_head(passport: Mapping[str, Any], site: Site) -> str:
    """Write the head of the landing page of a figure or a numbered table; parameters as above."""
    return head(exhibit_page(passport), site, exhibit_jsonld(passport, site))
