"""Write title, origin, licence, alternative text and hash of the data into the files of a figure, and read them back.

Title, author, book and version, address, licence, alternative text and the hash of the data stand inside every SVG,
PNG and PDF: once in the way of its format, which every program shows, and once as XMP, which is the same in all three
and can be read back. The alternative text has its own XMP fields (IPTC), which programs for the blind look for.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, ClassVar, cast
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from PIL.Image import Image, frombuffer
from PIL.PngImagePlugin import PngImageFile, PngInfo

from landreform.exhibits.draw.clip_names import named_by_order
from landreform.exhibits.draw.style import house_style

#: Dots per inch of the PNG files, and of what is made of dots within a PDF.
DPI, RASTER_DPI = 300, 100

#: How hard a PNG is packed: at the levels above, a drawing is hardly smaller and takes half as long again.
PACKED = 3

_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "prism": "http://prismstandard.org/namespaces/basic/2.1/",
}
_XMP_KEYWORD = "XML:com.adobe.xmp"

#: Elements of the packet in their order: name, container of RDF, attribute of `EmbeddedMetadata` that fills it. Where
#: two carry one attribute, the later is read back.
_XMP_ELEMENTS = (
    ("dc:title", "Alt", "title"),
    ("dc:creator", "Seq", "creator"),
    ("dc:description", "Alt", "alt"),
    ("dc:identifier", "", "slug"),
    ("dc:relation", "Bag", "origin"),
    ("dc:date", "Seq", "date"),
    ("dc:language", "Bag", "language"),
    ("dc:source", "", "data_digest"),
    ("dc:rights", "Alt", "rights"),
    ("xmpRights:WebStatement", "", "licence_address"),
    ("prism:isPartOf", "", "book"),
    ("prism:versionIdentifier", "", "version"),
    ("prism:url", "", "address"),
    ("Iptc4xmpCore:AltTextAccessibility", "Alt", "alt"),
    ("Iptc4xmpCore:ExtDescrAccessibility", "Alt", "description"),
)


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
    language: ClassVar[str] = "en"

    @property
    def origin(self) -> str:
        """The book and its version, in one line."""
        return f"{self.book}, version {self.version}"

    @property
    def rights(self) -> str:
        """The licence, in one line."""
        return f"{self.licence}, {self.licence_address}"

    @property
    def data_digest(self) -> str:
        """The hash of the data, with its algorithm."""
        return f"sha256:{self.data}"


def xmp(metadata: EmbeddedMetadata) -> str:
    """Write the mark as an XMP packet, the same bytes for the same metadata."""

    def element(name: str, container: str, text: str) -> str:
        if container:
            lang = ' xml:lang="x-default"' if container == "Alt" else ""
            return f"<{name}><rdf:{container}><rdf:li{lang}>{escape(text)}</rdf:li></rdf:{container}></{name}>"
        return f"<{name}>{escape(text)}</{name}>"

    texts = [(name, container, getattr(metadata, attribute)) for name, container, attribute in _XMP_ELEMENTS]
    body = "\n".join(element(*row) for row in texts if row[-1])
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
    text = named_by_order(buffer.getvalue())
    # For readers who listen, and for programs that read XMP only.
    text = text.replace("<svg ", '<svg role="img" ', 1)
    text = text.replace("</title>", f"</title>\n <desc>{escape(metadata.alt)}</desc>", 1)
    text = text.replace("</metadata>", f" {xmp(metadata)}\n </metadata>", 1)
    return text.encode("utf-8")


def drawing(text: str) -> str:
    """Return what an SVG file of matplotlib draws, without what it says of itself."""
    return text.partition("</metadata>")[2].strip()


def png_words(metadata: EmbeddedMetadata) -> dict[str, str | None]:
    """Return what a PNG says of itself, keyword to text; None stands for a keyword that it must not have."""
    return {
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


def dots(figure: Figure) -> Image:
    """Draw a figure with 300 dots per inch, once for every picture that is made of it.

    Examples
    --------
    >>> dots(Figure(figsize=(2, 1))).size
    (600, 300)
    """
    canvas: Any = FigureCanvasAgg(figure)
    with house_style(), _at(figure, DPI):
        canvas.draw()
        shape = canvas.get_width_height()
    return frombuffer("RGBA", shape, canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")


def png(picture: Image, words: Mapping[str, str | None], level: int = PACKED, **more: Any) -> bytes:
    """Write a picture as PNG with what it says of itself.

    Parameters
    ----------
    picture : PIL.Image.Image
    words : mapping of str to str or None
        Keyword to text; what is empty is left out.
    level : int
        How hard it is packed, from 0 to 9.
    **more
        What Pillow takes besides.

    Returns
    -------
    bytes
        The same for the same picture and words.

    Examples
    --------
    >>> png(dots(Figure(figsize=(1, 1))), {"Title": "A title"})[:8]
    b'\\x89PNG\\r\\n\\x1a\\n'
    """
    said, written = PngInfo(), io.BytesIO()
    for keyword, text in words.items():
        if text:
            said.add_text(keyword, text)
    picture.save(written, "PNG", compress_level=level, pnginfo=said, **more)
    return written.getvalue()


def pdf(figure: Figure, metadata: EmbeddedMetadata) -> bytes:
    """Write a figure as PDF, typefaces embedded, with its metadata."""
    # Here, since pages ask this module for pictures, and neither is imported in a moment.
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, StreamObject, TextStringObject

    drawn = io.BytesIO()
    canvas: Any = FigureCanvasPdf(figure)
    # Not by savefig, which would draw it twice, the first time for an engine that lays it out.
    with house_style(), _at(figure, RASTER_DPI):
        canvas.print_pdf(drawn, metadata={"CreationDate": None, "Creator": None, "Producer": None})
    reader = PdfReader(drawn)
    writer = PdfWriter(clone_from=reader)
    # Else the file would say that it is of PDF 1.3, which knows no transparency, and some figures have some.
    writer.pdf_header = reader.pdf_header
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


@contextmanager
def _at(figure: Figure, dpi: float) -> Iterator[None]:
    """Set the dots per inch of a figure for a while; to print a PDF, matplotlib sets them to 72 for good."""
    before = figure.dpi
    try:
        figure.dpi = dpi
        yield
    finally:
        figure.dpi = before


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
            from pypdf import PdfReader  # as in `pdf`
            from pypdf.generic import StreamObject

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

    found = {attribute: get(name) for name, _, attribute in _XMP_ELEMENTS}
    if not found["slug"] or not found["version"]:
        return None
    # One line names the licence and its address.
    found["licence"], _, found["licence_address"] = found["rights"].partition(", ")
    found["data"] = found["data_digest"].removeprefix("sha256:")
    return EmbeddedMetadata(**{field.name: found[field.name] for field in fields(EmbeddedMetadata)})
