"""Write title, origin, licence, alternative text and hash of the data into the files of a figure, and read them back.

Title, author, book and version, address, licence, alternative text and the hash of the data stand inside every SVG,
PNG and PDF: once in the way of its format, which every program shows, and once as XMP, which is the same in all three
and can be read back. The alternative text has its own XMP fields (IPTC), which programs for the blind look for.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from PIL.PngImagePlugin import PngImageFile
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from landreform.exhibits.draw.style import house_style

#: Dots per inch of the PNG files.
DPI = 300

_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "prism": "http://prismstandard.org/namespaces/basic/2.1/",
}
_XMP_KEYWORD = "XML:com.adobe.xmp"


@dataclass(frozen=True)
class EmbeddedMetadata:
    """What stands in a file beside its drawing.

    Attributes
    ----------
    slug, title, creator, book, version, date : str
        Of the figure and of the book in which it stands; the date is that of the version.
    address : str
        Of its page; empty where the book has no address.
    licence, licence_address : str
    alt : str
        Alternative text.
    data : str
        SHA-256 of the CSV file with the data drawn.
    description : str
        Long description.
    """

    slug: str
    title: str
    creator: str
    book: str
    version: str
    date: str
    address: str
    licence: str
    licence_address: str
    alt: str
    data: str
    description: str = ""

    @property
    def origin(self) -> str:
        """The book and its version, in one line."""
        return f"{self.book}, version {self.version}"

    @property
    def rights(self) -> str:
        """The licence, in one line."""
        return f"{self.licence}, {self.licence_address}"


def xmp(metadata: EmbeddedMetadata) -> str:
    """Write the mark as an XMP packet, the same bytes for the same metadata."""

    def alt(name: str, text: str) -> str:
        item = f'<rdf:li xml:lang="x-default">{escape(text)}</rdf:li>'
        return f"<{name}><rdf:Alt>{item}</rdf:Alt></{name}>" if text else ""

    def many(name: str, kind: str, text: str) -> str:
        return f"<{name}><rdf:{kind}><rdf:li>{escape(text)}</rdf:li></rdf:{kind}></{name}>" if text else ""

    def one(name: str, text: str) -> str:
        return f"<{name}>{escape(text)}</{name}>" if text else ""

    rows = [
        alt("dc:title", metadata.title),
        many("dc:creator", "Seq", metadata.creator),
        alt("dc:description", metadata.alt),
        one("dc:identifier", metadata.slug),
        many("dc:relation", "Bag", metadata.origin),
        many("dc:date", "Seq", metadata.date),
        many("dc:language", "Bag", "en"),
        one("dc:source", f"sha256:{metadata.data}"),
        alt("dc:rights", metadata.rights),
        one("xmpRights:WebStatement", metadata.licence_address),
        one("prism:isPartOf", metadata.book),
        one("prism:versionIdentifier", metadata.version),
        one("prism:url", metadata.address),
        alt("Iptc4xmpCore:AltTextAccessibility", metadata.alt),
        alt("Iptc4xmpCore:ExtDescrAccessibility", metadata.description),
    ]
    body = "\n".join(row for row in rows if row)
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in _SPACES.items() if name != "rdf")
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_SPACES["rdf"]}">\n'
        f'<rdf:Description rdf:about="" {spaces}>\n{body}\n</rdf:Description></rdf:RDF></x:xmpmeta>'
    )


def svg(figure: Figure, metadata: EmbeddedMetadata) -> bytes:
    """Write a figure as SVG with its metadata; what is drawn is what a notebook shows."""
    buffer = io.StringIO()
    words = {
        "Title": metadata.title,
        "Creator": [metadata.creator],
        "Date": metadata.date,
        "Description": metadata.alt,
        "Identifier": metadata.slug,
        "Source": metadata.address,
        "Relation": metadata.origin,
        "Rights": [metadata.rights],
        "Language": "en",
    }
    canvas: Any = FigureCanvasSVG(figure)
    with house_style():
        canvas.print_svg(buffer, metadata={key: text for key, text in words.items() if text})
    text = buffer.getvalue()
    # For readers who listen, and for programs that read XMP only.
    text = text.replace("<svg ", '<svg role="img" ', 1)
    text = text.replace("</title>", f"</title>\n <desc>{escape(metadata.alt)}</desc>", 1)
    text = text.replace("</metadata>", f" {xmp(metadata)}\n </metadata>", 1)
    return text.encode("utf-8")


def drawing(text: str) -> str:
    """Return what an SVG file of matplotlib draws, without what it says of itself."""
    return text.partition("</metadata>")[2].strip()


def png(figure: Figure, metadata: EmbeddedMetadata) -> bytes:
    """Write a figure as PNG of 300 dots per inch with its metadata."""
    words = {
        "Title": metadata.title,
        "Author": metadata.creator,
        "Description": metadata.alt,
        "Copyright": metadata.rights,
        "Source": metadata.origin,
        "Version": metadata.version,
        "Identifier": metadata.slug,
        "URL": metadata.address or None,
        "Comment": f"Data drawn: sha256:{metadata.data}",
        "Software": None,
        _XMP_KEYWORD: xmp(metadata),
    }
    buffer = io.BytesIO()
    with house_style():
        figure.savefig(buffer, format="png", dpi=DPI, metadata=words)
    return buffer.getvalue()


def pdf(figure: Figure, metadata: EmbeddedMetadata) -> bytes:
    """Write a figure as PDF, typefaces embedded, with its metadata."""
    drawn = io.BytesIO()
    with house_style():
        figure.savefig(drawn, format="pdf", metadata={"CreationDate": None, "Creator": None, "Producer": None})
    writer = PdfWriter(clone_from=PdfReader(drawn))
    writer.metadata = {
        "/Title": metadata.title,
        "/Author": metadata.creator,
        "/Subject": metadata.alt,
        "/Keywords": "; ".join(
            filter(None, (metadata.slug, f"version {metadata.version}", metadata.licence, metadata.address))
        ),
        "/Source": metadata.origin,
        "/Version": metadata.version,
        "/Copyright": metadata.rights,
        "/Producer": "landreform",
    }
    writer.xmp_metadata = packet(metadata).encode("utf-8")
    stream = cast("StreamObject", writer.root_object["/Metadata"].get_object())
    stream[NameObject("/Type")], stream[NameObject("/Subtype")] = NameObject("/Metadata"), NameObject("/XML")
    # A viewer shows the title and reads English, not the name of the file.
    writer.root_object[NameObject("/Lang")] = TextStringObject("en")
    shows_title = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.root_object[NameObject("/ViewerPreferences")] = shows_title
    done = io.BytesIO()
    writer.write(done)
    return done.getvalue()


#: Ending of a drawing to the function that writes it.
WRITERS = {"svg": svg, "png": png, "pdf": pdf}


def packet(metadata: EmbeddedMetadata) -> str:
    """Return the XMP with the frame that a PDF wants around it."""
    return f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n{xmp(metadata)}\n<?xpacket end="r"?>'


def read(path: Path | str) -> EmbeddedMetadata | None:
    """Read the metadata embedded in a file.

    Parameters
    ----------
    path : path-like
        An SVG, PNG or PDF file, by its content and not by its name.

    Returns
    -------
    EmbeddedMetadata or None
        None where the file is of another kind, is damaged, or carries no metadata of this project.
    """
    raw = Path(path).read_bytes()
    try:
        if raw.startswith(b"%PDF-"):
            stream = PdfReader(io.BytesIO(raw), strict=True).root_object["/Metadata"].get_object()
            text = cast("StreamObject", stream).get_data().decode("utf-8")
        elif raw.startswith(b"\x89PNG"):
            with PngImageFile(io.BytesIO(raw)) as image:
                text = str(image.text[_XMP_KEYWORD])
        elif b"<svg" in raw[:2000]:
            text = raw.decode("utf-8")
        else:
            return None
        return _parse(text)
    except Exception:
        # A file from a stranger may be broken in any way; whatever it is, it does not say where it is from.
        return None


def _parse(text: str) -> EmbeddedMetadata | None:
    start, end = text.find("<x:xmpmeta"), text.find("</x:xmpmeta>")
    if start < 0 or end < 0:
        return None
    root = ElementTree.fromstring(text[start : end + len("</x:xmpmeta>")])

    def get(name: str) -> str:
        space, _, local = name.partition(":")
        node = root.find(f".//{{{_SPACES[space]}}}{local}")
        return "" if node is None else "".join(node.itertext()).strip()

    rights = get("dc:rights").partition(", ")
    if not get("dc:identifier") or not get("prism:versionIdentifier"):
        return None
    return EmbeddedMetadata(
        slug=get("dc:identifier"),
        title=get("dc:title"),
        creator=get("dc:creator"),
        book=get("prism:isPartOf"),
        version=get("prism:versionIdentifier"),
        date=get("dc:date"),
        address=get("prism:url"),
        licence=rights[0],
        licence_address=rights[2],
        alt=get("Iptc4xmpCore:AltTextAccessibility"),
        data=get("dc:source").removeprefix("sha256:"),
        description=get("Iptc4xmpCore:ExtDescrAccessibility"),
    )
