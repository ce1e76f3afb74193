"""What does a file of a figure say of itself, on anybody's disk?

Title, author, book and version, address, licence, alternative text and the hash of the data stand inside every SVG,
PNG and PDF: once in the way of its format, which every program shows, and once as XMP, which is the same in all three
and can be read back. The alternative text has its own XMP fields (IPTC), which programs for the blind look for.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

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
class Mark:
    """What a file says of itself.

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


def xmp(mark: Mark) -> str:
    """Write the mark as an XMP packet, the same bytes for the same mark."""

    def alt(name: str, text: str) -> str:
        item = f'<rdf:li xml:lang="x-default">{escape(text)}</rdf:li>'
        return f"<{name}><rdf:Alt>{item}</rdf:Alt></{name}>" if text else ""

    def many(name: str, kind: str, text: str) -> str:
        return f"<{name}><rdf:{kind}><rdf:li>{escape(text)}</rdf:li></rdf:{kind}></{name}>" if text else ""

    def one(name: str, text: str) -> str:
        return f"<{name}>{escape(text)}</{name}>" if text else ""

    rows = [
        alt("dc:title", mark.title),
        many("dc:creator", "Seq", mark.creator),
        alt("dc:description", mark.alt),
        one("dc:identifier", mark.slug),
        many("dc:relation", "Bag", mark.origin),
        many("dc:date", "Seq", mark.date),
        many("dc:language", "Bag", "en"),
        one("dc:source", f"sha256:{mark.data}"),
        alt("dc:rights", mark.rights),
        one("xmpRights:WebStatement", mark.licence_address),
        one("prism:isPartOf", mark.book),
        one("prism:versionIdentifier", mark.version),
        one("prism:url", mark.address),
        alt("Iptc4xmpCore:AltTextAccessibility", mark.alt),
        alt("Iptc4xmpCore:ExtDescrAccessibility", mark.description),
    ]
    body = "\n".join(row for row in rows if row)
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in _SPACES.items() if name != "rdf")
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_SPACES["rdf"]}">\n'
        f'<rdf:Description rdf:about="" {spaces}>\n{body}\n</rdf:Description></rdf:RDF></x:xmpmeta>'
    )


def svg(figure: Figure, mark: Mark) -> bytes:
    """Write a figure as SVG with its mark; what is drawn is what a notebook shows."""
    buffer = io.StringIO()
    words = {
        "Title": mark.title,
        "Creator": [mark.creator],
        "Date": mark.date,
        "Description": mark.alt,
        "Identifier": mark.slug,
        "Source": mark.address,
        "Relation": mark.origin,
        "Rights": [mark.rights],
        "Language": "en",
    }
    with house_style():
        FigureCanvasSVG(figure).print_svg(buffer, metadata={key: text for key, text in words.items() if text})
    text = buffer.getvalue()
    # For readers who listen, and for programs that read XMP only.
    text = text.replace("<svg ", '<svg role="img" ', 1)
    text = text.replace("</title>", f"</title>\n <desc>{escape(mark.alt)}</desc>", 1)
    text = text.replace("</metadata>", f" {xmp(mark)}\n </metadata>", 1)
    return text.encode("utf-8")


def drawing(text: str) -> str:
    """Return what an SVG file of matplotlib draws, without what it says of itself."""
    return text.partition("</metadata>")[2]


def png(figure: Figure, mark: Mark) -> bytes:
    """Write a figure as PNG of 300 dots per inch with its mark."""
    words = {
        "Title": mark.title,
        "Author": mark.creator,
        "Description": mark.alt,
        "Copyright": mark.rights,
        "Source": mark.origin,
        "Version": mark.version,
        "Identifier": mark.slug,
        "URL": mark.address or None,
        "Comment": f"Data drawn: sha256:{mark.data}",
        "Software": None,
        _XMP_KEYWORD: xmp(mark),
    }
    buffer = io.BytesIO()
    with house_style():
        figure.savefig(buffer, format="png", dpi=DPI, metadata=words)
    return buffer.getvalue()


def pdf(figure: Figure, mark: Mark) -> bytes:
    """Write a figure as PDF, typefaces embedded, with its mark."""
    drawn = io.BytesIO()
    with house_style():
        figure.savefig(drawn, format="pdf", metadata={"CreationDate": None, "Creator": None, "Producer": None})
    writer = PdfWriter(clone_from=PdfReader(drawn))
    writer.metadata = {
        "/Title": mark.title,
        "/Author": mark.creator,
        "/Subject": mark.alt,
        "/Keywords": "; ".join(filter(None, (mark.slug, f"version {mark.version}", mark.licence, mark.address))),
        "/Source": mark.origin,
        "/Version": mark.version,
        "/Copyright": mark.rights,
        "/Producer": "landreform",
    }
    writer.xmp_metadata = packet(mark).encode("utf-8")
    stream = writer.root_object["/Metadata"].get_object()
    stream[NameObject("/Type")], stream[NameObject("/Subtype")] = NameObject("/Metadata"), NameObject("/XML")
    # A viewer shows the title and reads English, not the name of the file.
    writer.root_object[NameObject("/Lang")] = TextStringObject("en")
    shows_title = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.root_object[NameObject("/ViewerPreferences")] = shows_title
    done = io.BytesIO()
    writer.write(done)
    return done.getvalue()


def packet(mark: Mark) -> str:
    """Return the XMP with the frame that a PDF wants around it."""
    return f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n{xmp(mark)}\n<?xpacket end="r"?>'


def read(path: Path | str) -> Mark | None:
    """Read the mark of a file.

    Parameters
    ----------
    path : path-like
        An SVG, PNG or PDF file, by its content and not by its name.

    Returns
    -------
    Mark or None
        None where the file is of another kind, is damaged, or carries no mark of this project.
    """
    raw = Path(path).read_bytes()
    try:
        if raw.startswith(b"%PDF-"):
            stream = PdfReader(io.BytesIO(raw), strict=True).root_object["/Metadata"].get_object()
            text = stream.get_data().decode("utf-8")
        elif raw.startswith(b"\x89PNG"):
            with Image.open(io.BytesIO(raw)) as image:
                text = image.text[_XMP_KEYWORD]
        elif b"<svg" in raw[:2000]:
            text = raw.decode("utf-8")
        else:
            return None
        return _mark(text)
    except Exception:
        # A file from a stranger may be broken in any way; whatever it is, it does not say where it is from.
        return None


def _mark(text: str) -> Mark | None:
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
    return Mark(
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
