"""What does the page of a figure or a numbered table say of itself? What its passport says.

The passport is the file ``figures/<slug>/<slug>.json`` that is published beside the figure.
"""

from __future__ import annotations

from collections.abc import Mapping

from landreform.publish import page_metadata
from landreform.publish.page_metadata import Page
from landreform.publish.publication import Publication

FOLDER = "figures"


def exhibit_page(said: Mapping) -> Page:
    """Say what is known of the landing page of a figure or a numbered table.

    Parameters
    ----------
    said : mapping
        Its passport: ``slug, title, caption, alt``, and ``files`` with ``name`` and ``media_type``.
    """
    files = {file["media_type"]: f"{FOLDER}/{said['slug']}/{file['name']}" for file in said["files"]}
    return Page(
        "figure",
        said["title"],
        f"{FOLDER}/{said['slug']}/index.html",
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
        As for :func:`landreform.publish.page_metadata.chapter_jsonld`.
    """
    page = exhibit_page(said)
    if any(file["media_type"].startswith("image/") for file in said["files"]):
        files = {f"{FOLDER}/{said['slug']}/{file['name']}": file["media_type"] for file in said["files"]}
        data = page_metadata.figure_jsonld(
            page, publication, front, said["caption"], said["alt"], files, language=language
        )
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
    return page_metadata.dataset_jsonld(page, publication, front, described, f"{FOLDER}/{said['slug']}", language)


def exhibit_head(said: Mapping, publication: Publication, front: str, language: str = "en") -> str:
    """Write the head of the landing page of a figure or a numbered table; parameters as above."""
    data = exhibit_jsonld(said, publication, front, language)
    return page_metadata.head(exhibit_page(said), publication, data, language)
