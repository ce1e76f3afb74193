"""Write a figure in the form in which a page of the book holds it: inline, its text as text, its colours as variables.

Input: a figure that was drawn. Output: an ``svg`` element without metadata, and another for narrow screens where the
figure has a narrow form; the page shows one of them. It is no published file: it stands beside these in ``_build`` and
says the same with the same paths. What differs is for readers at a screen: letters are letters, each colour has another
on a dark page, and the mark of a row of the ledger is an ``a`` that the page leads home.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from landreform.exhibits.base import ShownFigure
from landreform.exhibits.draw.dark import dark
from landreform.exhibits.draw.rows_shown import marks_of_rows
from landreform.exhibits.draw.style import house_style

#: Folder of the page forms in ``_build``.
IN_PAGES = "figures-in-pages"

#: Ending of the names of their files, which hold one or two elements.
ENDING = "html"

#: Classes of a drawing that is shown wherever there is room, and of one that takes its place where there is not.
WIDE, NARROW = "wide", "narrow"

#: Attribute with the rows that a mark shows, each as ``table/row``, joined by a space.
ROWS = "data-rows"

#: How far the shades of an image are turned round on a dark page: from white to the ground, from black to light ink.
_INVERTED = 0.93

_GID = "row-of-the-ledger-"
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")


def page_form(made: ShownFigure) -> bytes:
    """Write the page form of a figure.

    Parameters
    ----------
    made : ShownFigure

    Returns
    -------
    bytes
        One ``svg`` element a form, in UTF-8: every id begins with the slug and is referred to, every ``a`` has the
        attribute `ROWS`, and the second and further marks of the same rows are left out of the order of the keyboard.
        The same figure gives the same bytes.
    """
    if made.narrow_figure is None:
        forms = [_drawing(made.figure, made.slug, "drawing")]
    else:
        forms = [
            _drawing(made.figure, made.slug, f"drawing {WIDE}"),
            _drawing(made.narrow_figure, f"{made.slug}-{NARROW}", f"drawing {NARROW}"),
        ]
    return "".join(f"{form}\n" for form in forms).encode("utf-8")


def _drawing(figure: Figure, name: str, classes: str) -> str:
    """Write one form of a figure, whose ids begin with a name."""
    text, rows = _printed(figure)
    root = ElementTree.fromstring(text)
    for element in root.iter():
        element.tag = _local(element.tag)
        element.attrib = {_local(key): value for key, value in element.attrib.items()}
        # What stands between elements is for readers of the file.
        element.tail = None
        element.text = element.text if element.tag == "text" else None
    _leave_out(root)
    _lead_home(root, rows)
    _name_after(root, name)
    colours = _with_variables(root)
    _unwrap(root)
    root.attrib = {
        "class": classes,
        "id": f"{name}-drawing",
        "viewBox": root.attrib["viewBox"],
        "width": root.attrib["width"],
        "height": root.attrib["height"],
        # What the style sheet of the file says of all elements, which on a page would be all of the page.
        "style": f"fill:{_variable('#000000')};stroke-linejoin:round;stroke-linecap:butt",
    }
    root.insert(0, _dark_rules(name, {*colours, "#000000"}, next(root.iter("image"), None) is not None))
    return ElementTree.tostring(root, encoding="unicode")


def _printed(figure: Figure) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Print a figure with its text as text; the marks of rows go by names while it is printed, and only then."""
    marks = {f"{_GID}{place}": mark for place, mark in enumerate(marks_of_rows(figure).items())}
    buffer, canvas = io.StringIO(), FigureCanvasSVG(figure)
    printer: Any = canvas
    try:
        for name, (artist, _) in marks.items():
            artist.set_gid(name)
        with house_style(), mpl.rc_context({"svg.fonttype": "none"}):
            printer.print_svg(buffer, metadata={"Date": None, "Creator": None})
    finally:
        for artist, _ in marks.values():
            artist.set_gid(None)
    return buffer.getvalue(), {name: rows for name, (_, rows) in marks.items()}


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _leave_out(root: Element) -> None:
    """Leave out metadata, the style sheet, and what draws nothing or repeats what holds anyway."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in ("metadata", "title", "desc", "style"):
                parent.remove(child)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in ("defs", "g") and not len(child):
                parent.remove(child)
    for element in root.iter():
        element.attrib.pop("space", None)
        if re.fullmatch(r"rotate\(-?0(?: [^)]*)?\)", element.get("transform", "")):
            del element.attrib["transform"]


def _lead_home(root: Element, rows: dict[str, tuple[str, ...]]) -> None:
    """Make links of the marks of rows; marks that follow each other and show the same rows are one link."""
    led: set[str] = set()
    for parent in list(root.iter()):
        last: Element | None = None
        for child in list(parent):
            shown = " ".join(rows.get(child.get("id", ""), ()))
            if not shown:
                last = None
                continue
            if last is not None and last.get(ROWS) == shown:
                last.extend(list(child))
                parent.remove(child)
                continue
            child.tag, child.attrib = "a", {ROWS: shown}
            if shown in led:
                # The same rows again, elsewhere in the order of drawing: by pointer only.
                child.attrib |= {"tabindex": "-1", "aria-hidden": "true"}
            led.add(shown)
            last = child


def _name_after(root: Element, drawing: str) -> None:
    """Give each id that something refers to a name of this drawing, in its order, and drop the others."""
    wanted = set(_references(root))
    there = [element.attrib["id"] for element in root.iter() if element.get("id") in wanted]
    names = {name: f"{drawing}-{place}" for place, name in enumerate(there, start=1)}
    if set(names) != wanted:
        raise ValueError(f"{drawing}: the drawing refers to {sorted(wanted - set(names))}, which it does not hold")
    for element in root.iter():
        own = element.attrib.pop("id", "")
        if own in names:
            element.attrib["id"] = names[own]
        for attribute, value in element.attrib.items():
            if attribute == "href" and value.startswith("#"):
                element.attrib[attribute] = f"#{names[value[1:]]}"
            elif "url(#" in value:
                element.attrib[attribute] = _REFERENCE.sub(lambda found: f"url(#{names[found[1]]})", value)


def _references(root: Element) -> Iterator[str]:
    for element in root.iter():
        if element.get("href", "").startswith("#"):
            yield element.attrib["href"][1:]
        for value in element.attrib.values():
            yield from _REFERENCE.findall(value)


def _with_variables(root: Element) -> set[str]:
    """Write every colour as a variable with itself as what holds without one, and return the colours."""
    colours = set()
    for element in root.iter():
        # Only a style may hold a variable.
        style = [f"fill:{element.attrib.pop('fill')}"] if "fill" in element.attrib else []
        for line in filter(None, (line.strip() for line in element.attrib.pop("style", "").split(";"))):
            name, _, value = line.partition(":")
            if name.strip() != "font-family":  # the style sheet of the pages names the typeface
                style.append(f"{name.strip()}:{value.strip()}")
        if style:
            text = ";".join(style)
            colours.update(_COLOUR.findall(text))
            element.attrib["style"] = _COLOUR.sub(lambda found: _variable(found[0]), text)
    return colours


def _unwrap(parent: Element) -> None:
    """Put what stands in a group that says nothing in its place."""
    children: list[Element] = []
    for child in parent:
        _unwrap(child)
        children += [child] if child.tag != "g" or child.attrib else list(child)
    parent[:] = children


def _variable(colour: str) -> str:
    return f"var(--c{colour[1:]},{colour})"


def _dark_rules(drawing: str, colours: set[str], with_image: bool) -> Element:
    """Set the colours of a dark page; paper stays white.

    An image within a figure holds shades of grey, which change sides as those of a drawing do.
    """
    style = Element("style")
    others = "".join(f"--c{colour[1:]}:{dark(colour)};" for colour in sorted(colours) if dark(colour) != colour)
    place = f'html[data-theme="dark"] #{drawing}-drawing'
    shades = f"{place} image{{filter:invert({_INVERTED})}}" if with_image else ""
    style.text = f"@media screen{{{place}{{{others}}}{shades}}}"
    return style
