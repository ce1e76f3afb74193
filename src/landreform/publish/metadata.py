"""Say to programs what a page is: tags for its head, from the publication, the page and the passport of an exhibit.

Three dialects, all in the head of the page: Highwire tags (``citation_*``) for reference managers, Open Graph for
previews, schema.org as JSON-LD for search engines. What is not settled in :mod:`landreform.publish.publication` is left
out of all three: without an address there is no absolute address anywhere, without a DOI no identifier. The landing
page of a figure or a numbered table says what its passport says, the file ``figures/<slug>/<slug>.json`` beside it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from posixpath import dirname, relpath

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
        A PNG that stands for the page (path from the top of the book) and its alternative text; empty if none.
    pdf : str
        The same content as PDF, from the top of the book; empty if there is none.
    """

    kind: str
    title: str
    path: str
    description: str
    image: str = ""
    image_alt: str = ""
    pdf: str = ""


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


def meta_tags(page: PageMetadata, publication: Publication, language: str = "en") -> list[tuple[str, ...]]:
    """List the meta elements of a page: (attribute, name, content).

    Parameters
    ----------
    page : PageMetadata
    publication : Publication
    language : str
        Language of the page.

    Returns
    -------
    list of tuple of str
        Highwire tags are given for whatever can be cited. A chapter and a figure name the book they are in, which
        makes them sections of a book; data say that they are data; the front page is a book by ``og:type``.
    """
    tags = [("name", "description", page.description)]
    if page.kind != "other":
        tags.append(("name", "citation_title", page.title))
        tags += [("name", "citation_author", citation_author(author)) for author in publication.authors]
        tags.append(("name", "citation_publication_date", publication.date.replace("-", "/")))
        tags.append(("name", "citation_language", language))
        # Highwire has no tag for a version; managers read it as an edition.
        tags.append(("name", "prism.edition", publication.version))
        tags.append(("name", "DC.rights", publication.licence_name))
        if page.kind in ("chapter", "figure"):
            # Two names of one thing: Google Scholar reads the first, older managers only the second.
            tags.append(("name", "citation_inbook_title", publication.title))
            tags.append(("name", "citation_book_title", publication.title))
        if page.kind == "data":
            tags.append(("name", "DC.type", "dataset"))
        if page.kind == "book" and publication.doi:
            tags.append(("name", "citation_doi", publication.doi))
        if publication.address:
            tags.append(("name", "citation_public_url", publication.url(page.path)))
            if page.pdf:
                tags.append(("name", "citation_pdf_url", publication.url(page.pdf)))
    tags.append(("property", "og:title", page.title))
    tags.append(("property", "og:type", {"book": "book", "other": "website"}.get(page.kind, "article")))
    tags.append(("property", "og:description", page.description))
    tags.append(("property", "og:site_name", publication.title))
    if publication.address:
        tags.append(("property", "og:url", publication.url(page.path)))
        if page.image:
            tags.append(("property", "og:image", publication.url(page.image)))
            tags.append(("property", "og:image:alt", page.image_alt))
    return tags


def head(page: PageMetadata, publication: Publication, data: Mapping | None = None, language: str = "en") -> str:
    """Write what a page says of itself as HTML for its head.

    Parameters
    ----------
    page, publication, language
        As for :func:`meta_tags`.
    data : mapping, optional
        JSON-LD of the page.
    """
    lines = [
        f'<meta {attribute}="{name}" content="{escape(content)}" />'
        for attribute, name, content in meta_tags(page, publication, language)
    ]
    lines.append(f'<link rel="license" href="{escape(publication.licence_url)}" />')
    if data is not None:
        # A less-than sign would end the script element.
        text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
        lines.append(f'<script type="application/ld+json">{text}</script>')
    return "\n".join(lines) + "\n"


def _agents(publication: Publication) -> list[dict]:
    agents = []
    for author in publication.authors:
        agent = {"@type": "Person" if author.is_person else "Organization", "name": str(author)}
        if author.is_person:
            agent |= {"givenName": author.given, "familyName": author.family}
        if author.orcid:
            agent["@id"] = f"https://orcid.org/{author.orcid}"
        agents.append(agent)
    return agents


def _work(kind: str, page: PageMetadata, publication: Publication, language: str) -> dict:
    """Say what holds of every part of the book."""
    said = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": page.title,
        "description": page.description,
        "author": _agents(publication),
        "datePublished": publication.date,
        "version": publication.version,
        "inLanguage": language,
        "license": publication.licence_url,
        "isAccessibleForFree": True,
    }
    if publication.address:
        said |= {"@id": publication.url(page.path), "url": publication.url(page.path)}
    return said


def _identified(publication: Publication) -> dict:
    """Name the DOI, which stands for the book as a whole, where there is one."""
    if not publication.doi:
        return {}
    return {
        "identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": publication.doi},
        "sameAs": publication.doi_url,
    }


def _whole(publication: Publication, front: str) -> dict:
    """Name the book of which something is a part."""
    book = {"@type": "Book", "name": publication.title, "version": publication.version}
    if publication.address:
        book |= {"@id": publication.url(front), "url": publication.url(front)}
    return book | _identified(publication)


def _file(path: str, media_type: str, page: PageMetadata, publication: Publication, kind: str = "MediaObject") -> dict:
    """Describe a file; its address is relative to the page where the book has none."""
    there = publication.url(path) or relpath(path, dirname(page.path) or ".")
    return {"@type": kind, "encodingFormat": media_type, "contentUrl": there}


def book_jsonld(page: PageMetadata, publication: Publication, language: str = "en") -> dict:
    """Describe the book (schema.org ``Book``)."""
    said = _work("Book", page, publication, language)
    return (
        said
        | {"bookFormat": "https://schema.org/EBook", "keywords": list(publication.keywords)}
        | _identified(publication)
    )


def chapter_jsonld(
    page: PageMetadata,
    publication: Publication,
    front: str,
    position: str = "",
    language: str = "en",
) -> dict:
    """Describe a chapter (schema.org ``Chapter``).

    Parameters
    ----------
    page, publication, language
        As for :func:`meta_tags`.
    front : str
        Path of the front page.
    position : str
        Number of the chapter; empty where it has none.
    """
    said = _work("Chapter", page, publication, language)
    if position:
        said["position"] = position
    return said | {"isPartOf": _whole(publication, front)}


def dataset_jsonld(
    page: PageMetadata,
    publication: Publication,
    front: str,
    described: Mapping,
    folder: str = "data",
    language: str = "en",
) -> dict:
    """Describe a table of the ledger, or the ledger as a whole (schema.org ``Dataset``).

    Parameters
    ----------
    page, publication, front, language
        As for :func:`chapter_jsonld`.
    described : mapping
        Of a table: its resource in ``datapackage.json``. Of the whole: ``datapackage.json`` itself.
    folder : str
        Where the files are published, from the top of the book.
    """
    said = _work("Dataset", page, publication, language)
    said |= {"description": described["description"], "isPartOf": _whole(publication, front)}
    said["creator"] = said.pop("author")
    if "resources" in described:
        said["keywords"] = list(described.get("keywords", publication.keywords))
        said["distribution"] = [
            _file(f"{folder}/datapackage.json", "application/json", page, publication, "DataDownload"),
            *(_table_file(table, folder, page, publication) for table in described["resources"]),
        ]
        return said
    said["keywords"] = list(publication.keywords)
    said["distribution"] = [_table_file(described, folder, page, publication)]
    said["variableMeasured"] = [
        {"@type": "PropertyValue", "name": field["name"], "description": field["description"]}
        | ({"unitText": field["unit"]} if "unit" in field else {})
        for field in described["schema"]["fields"]
    ]
    return said


def _table_file(described: Mapping, folder: str, page: PageMetadata, publication: Publication) -> dict:
    file = _file(f"{folder}/{described['path']}", "text/csv", page, publication, "DataDownload")
    file["name"] = described["title"]
    if "bytes" in described:
        file["contentSize"] = f"{described['bytes']} B"
    if str(described.get("hash", "")).startswith("sha256:"):
        file["sha256"] = described["hash"].removeprefix("sha256:")
    return file


def figure_jsonld(
    page: PageMetadata,
    publication: Publication,
    front: str,
    caption: str,
    alt: str,
    files: Mapping[str, str],
    sources: Sequence[str] = (),
    language: str = "en",
) -> dict:
    """Describe a figure (schema.org ``ImageObject``).

    Parameters
    ----------
    page : PageMetadata
        Its landing page; the description is the long one.
    publication, front, language
        As for :func:`chapter_jsonld`.
    caption, alt : str
    files : mapping of str to str
        Path from the top of the book to media type, the preferred image first; data (``text/csv``) may be among them.
    sources : sequence of str
        References of the works whose statements are drawn.

    Raises
    ------
    ValueError
        If there is no image among the files.
    """
    images = [(path, kind) for path, kind in files.items() if kind.startswith("image/")]
    if not images:
        raise ValueError(f"figure {page.title!r} has no image among its files")
    said = _work("ImageObject", page, publication, language)
    said["creator"] = said.pop("author")
    said |= _file(*images[0], page, publication, "ImageObject")
    said |= {
        "caption": caption,
        "accessibilitySummary": alt,
        "creditText": publication.byline,
        "isPartOf": _whole(publication, front),
        "encoding": [_file(path, kind, page, publication) for path, kind in files.items() if (path, kind) != images[0]],
    }
    if sources:
        said["citation"] = list(sources)
    return said


def exhibit_page(said: Mapping) -> PageMetadata:
    """Say what is known of the landing page of a figure or a numbered table.

    Parameters
    ----------
    said : mapping
        Its passport: ``slug, title, caption, alt``, and ``files`` with ``name`` and ``media_type``.
    """
    files = {file["media_type"]: f"{FIGURES}/{said['slug']}/{file['name']}" for file in said["files"]}
    return PageMetadata(
        "figure",
        said["title"],
        f"{FIGURES}/{said['slug']}/index.html",
        said["caption"],
        files.get("image/png", ""),
        said["alt"] if "image/png" in files else "",
        files.get("application/pdf", ""),
    )


def exhibit_jsonld(said: Mapping, publication: Publication, front: str, language: str = "en") -> dict:
    """Describe a figure (schema.org ``ImageObject``) or a numbered table (``Dataset``) by its passport.

    Parameters
    ----------
    said : mapping
        Passport; besides what :func:`exhibit_page` reads: ``description`` and ``data`` with its ``schema``.
    publication, front, language
        As for :func:`landreform.publish.chapter_jsonld`.
    """
    page = exhibit_page(said)
    if any(file["media_type"].startswith("image/") for file in said["files"]):
        files = {f"{FIGURES}/{said['slug']}/{file['name']}": file["media_type"] for file in said["files"]}
        data = figure_jsonld(page, publication, front, said["caption"], said["alt"], files, language=language)
        return data | ({"description": said["description"]} if said["description"] else {})
    (table,) = [file for file in said["files"] if file["name"] == said["data"]["file"]]
    described = {
        "title": said["title"],
        "description": said["description"] or said["caption"],
        "path": table["name"],
        "schema": said["data"]["schema"],
        "bytes": table["bytes"],
        "hash": f"sha256:{table['sha256']}",
    }
    return dataset_jsonld(page, publication, front, described, f"{FIGURES}/{said['slug']}", language)


def exhibit_head(said: Mapping, publication: Publication, front: str, language: str = "en") -> str:
    """Write the head of the landing page of a figure or a numbered table; parameters as above."""
    data = exhibit_jsonld(said, publication, front, language)
    return head(exhibit_page(said), publication, data, language)
