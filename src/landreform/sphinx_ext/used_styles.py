"""Keep of style sheets what some page of the book can use, and set several into one.

The theme styles many things that this book has not. Input are style sheets and the names of elements, classes and ids
that the pages have or their scripts may give; output is one style sheet without the rules that need another name. It
is decided by names alone, as PurgeCSS does it: a rule too many stays, a rule that is needed never goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from posixpath import dirname, join, normpath, relpath

#: What is skipped as a whole: comments, strings, addresses without quotes.
_OPAQUE = r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\(\s*[^"'\s)][^)]*\)"""
_TOKEN = re.compile(rf"({_OPAQUE})|([{{}};])", re.DOTALL)
_SKIPPED = re.compile(_OPAQUE, re.DOTALL)
_LICENCE = re.compile(r"/\*!.*?\*/", re.DOTALL)
_ADDRESS = re.compile(r"""url\(\s*(["']?)(?!data:|https?:|/|#)([^"')]+)\1\s*\)""")
_IMPORT = re.compile(r"""@import\s+(?:url\()?["']([^"']+)["']\)?$""")

_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_ARGUMENTS = re.compile(r"\([^()]*\)")
_NAME = r"(?:[\w-]|\\.|[^\x00-\x7f])+"
_SIMPLE = re.compile(rf"([.#]?)({_NAME})")
_PSEUDO = re.compile(rf"(?<!\\):{{1,2}}{_NAME}")

#: Rules in which other rules stand.
_GROUPS = ("@media", "@supports", "@layer", "@container")


@dataclass(frozen=True)
class Names:
    """What the pages have: names of elements, classes and ids. All are given without the signs that stand before them.

    Attributes
    ----------
    elements, classes, ids : frozenset of str
    properties : frozenset of str
        Custom properties that are read elsewhere than in a style sheet.
    """

    elements: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    properties: frozenset[str] = frozenset()

    def __or__(self, other: Names) -> Names:
        """Return what either has."""
        return Names(*(getattr(self, one.name) | getattr(other, one.name) for one in fields(self)))

    def has(self, selector: str) -> bool:
        """Say whether something on the pages can match a selector.

        Examples
        --------
        >>> names = Names(frozenset({"p"}), frozenset({"a"}))
        >>> names.has("p.a:hover > p::before"), names.has("p.b"), names.has("p:not(.b)"), names.has("#x")
        (True, False, True, False)
        """
        plain = _BRACKETS.sub("", selector)
        while plain != (plain := _ARGUMENTS.sub("", plain)):
            pass
        plain = re.sub(r"\s*[>+~]\s*", " ", _PSEUDO.sub("", plain)).replace("*", " ")
        sets = {".": self.classes, "#": self.ids, "": self.elements}
        return all(
            (name.replace("\\", "") if sign else name.lower()) in sets[sign]
            for sign, name in _SIMPLE.findall(plain)
            if sign or name[0].isalpha()
        )


def names_of_page(html: str) -> Names:
    """Return the names that a page has.

    Examples
    --------
    >>> names = names_of_page('<p class="a b" id="c">x</p>')
    >>> sorted(names.elements | names.classes | names.ids)
    ['a', 'b', 'c', 'p']
    """
    classes = {name for value in set(re.findall(r'\sclass="([^"]*)"', html)) for name in value.split()}
    return Names(
        frozenset(name.lower() for name in set(re.findall(r"<([a-zA-Z][\w-]*)", html))),
        frozenset(classes),
        frozenset(re.findall(r'\sid="([^"]+)"', html)),
        frozenset(re.findall(r"var\(\s*(--[\w-]+)", html)),
    )


def names_in_script(script: str) -> Names:
    """Return all that may be a name in a script: every word of it.

    Examples
    --------
    >>> sorted(names_in_script('box.className = "ledger-search on"').classes)
    ['box', 'className', 'ledger-search', 'on']
    """
    words = frozenset(re.findall(r"[\w-]+", script))
    return Names(words, words, words, words)


def uncommented(css: str) -> str:
    """Return a style sheet without comments; what looks like one within a string stays.

    Examples
    --------
    >>> uncommented('a{top:0}/* x */b{content:"/* y */"}')
    'a{top:0} b{content:"/* y */"}'
    """
    return _SKIPPED.sub(lambda found: " " if found[0].startswith("/*") else found[0], css)


def _statements(css: str) -> Iterator[tuple[str, str | None]]:
    """Cut a style sheet into what stands before a brace and within it; statements without braces have None within."""
    depth = start = body = 0
    prelude = ""
    for found in _TOKEN.finditer(css):
        sign = found[2]
        if sign is None:
            continue
        if sign == "{":
            if depth == 0:
                prelude, body = css[start : found.start()], found.end()
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth < 0:
                raise ValueError(f"a closing brace that nothing opens, after {css[max(0, start) : start + 60]!r}")
            if depth == 0:
                yield prelude.strip(), css[body : found.start()]
                start = found.end()
        elif depth == 0:
            yield css[start : found.start()].strip(), None
            start = found.end()
    if depth or css[start:].strip():
        raise ValueError(f"a rule that does not end: {css[start : start + 60]!r}")


def selectors(prelude: str) -> list[str]:
    """Cut a list of selectors at its commas.

    Examples
    --------
    >>> selectors("a, b:is(i, em)")
    ['a', 'b:is(i, em)']
    """
    parts, depth, last = [], 0, 0
    for found in re.finditer(rf"{_OPAQUE}|[(\[,\])]", prelude, re.DOTALL):
        sign = found[0]
        depth += (sign in "([") - (sign in ")]") if len(sign) == 1 else 0
        if sign == "," and depth == 0:
            parts.append(prelude[last : found.start()].strip())
            last = found.end()
    return [*parts, prelude[last:].strip()]


def used(css: str, names: Names, but: re.Pattern[str] | None = None) -> str:
    """Return a style sheet without the rules that need a name which no page has.

    Parameters
    ----------
    css : str
        A style sheet.
    names : Names
        Of the pages.
    but : re.Pattern, optional
        Rules in which this is found, or one of whose selectors begins with it, are left out as well.

    Returns
    -------
    str
        What stays, one rule a line, in the same order, without comments. Licences stay, at the head.

    Raises
    ------
    ValueError
        If braces do not match.

    Examples
    --------
    >>> names = Names(frozenset({"a", "b"}))
    >>> print(used("a, u { top: 0 } /* x */ @media print { u { top: 0 } b { top: 1px } }", names))
    a{ top: 0 }
    @media print{
    b{ top: 1px }
    }
    """
    licences = dict.fromkeys(_LICENCE.findall(css))
    kept = _used(uncommented(css), names, but or re.compile(r"(?!)"))
    return "\n".join([*licences, *kept])


def _used(css: str, names: Names, but: re.Pattern[str]) -> list[str]:
    lines = []
    for prelude, body in _statements(css):
        if body is None:
            if prelude and not prelude.startswith("@charset"):
                lines.append(f"{prelude};")
        elif prelude.startswith(_GROUPS):
            inner = _used(body, names, but)
            lines += [f"{prelude}{{", *inner, "}"] if inner else []
        elif but.search(body):
            continue
        elif prelude.startswith("@"):
            lines.append(f"{prelude}{{{body}}}")
        else:
            kept = [selector for selector in selectors(prelude) if names.has(selector) and not but.match(selector)]
            if kept and body.strip():
                lines.append(f"{','.join(kept)}{{{body}}}")
    return lines


def without_unused_definitions(css: str, named_elsewhere: frozenset[str] = frozenset()) -> str:
    """Leave out animations, typefaces and custom properties that nothing names.

    Parameters
    ----------
    css : str
        A style sheet as `used` returns it.
    named_elsewhere : frozenset of str
        Custom properties that pages or scripts name.

    Examples
    --------
    >>> css = '''@font-face{font-family:A;src:url(a)}
    ... @font-face{font-family:"B";src:url(b)}
    ... @keyframes c{to{top:0}}
    ... p{--d:1;--e:2;font-family:"B";top:var(--e)}'''
    >>> print(without_unused_definitions(css))
    @font-face{font-family:"B";src:url(b)}
    p{--e:2;font-family:"B";top:var(--e)}
    """
    while True:
        # What is defined is cut out of the text in which the names are looked for.
        named = set(re.findall(r"var\(\s*(--[\w-]+)", css)) | named_elsewhere
        smaller = re.sub(
            rf"(?<=[{{;])\s*(--[\w-]+)\s*:(?:{_OPAQUE}|[^;}}\"'])*(?:;|(?=\}}))",
            lambda found, named=named: found[0] if found[1] in named else "",  # type: ignore[misc]
            css,
            flags=re.DOTALL,
        )
        if smaller == css:
            break
        css = smaller
    rules = re.sub(r"@(?:font-face|keyframes [^{]*)\{(?:[^{}]|\{[^{}]*\})*\}", "", css)
    animations = " ".join(re.findall(r"(?:animation(?:-name)?|--[\w-]+)\s*:([^;}]*)", rules))

    def face(found: re.Match) -> str:
        family = re.search(r"""font-family\s*:\s*["']?([^;"'}]+)""", found[0])
        return found[0] if family and family[1].strip().replace("\\", "") in rules.replace("\\", "") else ""

    css = re.sub(r"@font-face\{[^}]*\}\n?", face, css)
    css = re.sub(
        r"@(?:-webkit-)?keyframes ([\w-]+)\{(?:[^{}]|\{[^{}]*\})*\}\n?",
        lambda found: found[0] if re.search(rf"(?<![\w-]){re.escape(found[1])}(?![\w-])", animations) else "",
        css,
    )
    return re.sub(r"(?m)^[^@{}\n][^{}\n]*\{\s*\}\n?", "", css)


def moved(css: str, old: str, new: str) -> str:
    """Rewrite the addresses in a style sheet that comes to lie elsewhere.

    Parameters
    ----------
    css : str
    old, new : str
        Path of the style sheet before and now, from one folder.

    Examples
    --------
    >>> moved("a{src:url(x.svg)} b{src:url('data:,y')}", "styles/a.css", "all.css")
    "a{src:url(styles/x.svg)} b{src:url('data:,y')}"
    """

    def address(found: re.Match) -> str:
        return f"url({found[1]}{relpath(normpath(join(dirname(old), found[2])), dirname(new) or '.')}{found[1]})"

    return _ADDRESS.sub(address, css)


def imports(css: str) -> Iterable[str]:
    """Return the addresses of the style sheets that this one imports."""
    return [
        found[1]
        for prelude, body in _statements(uncommented(css))
        if body is None and (found := _IMPORT.match(prelude))
    ]
