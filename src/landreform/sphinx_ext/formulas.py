"""Print formulas as MathML, which browsers set by themselves: no script, and nothing fetched from another place.

Input is the little TeX that the pages use, output is MathML. What is not known here fails the build.
"""

from __future__ import annotations

import re

from docutils import nodes
from markupsafe import escape
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)

RENDERER = "mathml"

#: Commands that stand for one sign, and the signs that are operators.
OPERATORS = {"le": "≤", "ge": "≥", "sum": "∑", "times": "×", "cdot": "⋅"}
#: Signs that are typed in another way than they are set.
SIGNS = {"-": "−"}
#: Brackets, which would otherwise grow with the tallest sign of their row.
BRACKETS = "()"
#: Spaces, in em.
SPACES = {",": "0.167em", "quad": "1em", "qquad": "2em"}
#: Operators with the limits above and below them.
_LIMITS = ("∑",)

_TOKEN = re.compile(r"\\[a-zA-Z]+|\\.|[0-9]+(?:\.[0-9]+)?|\S|\s+", re.DOTALL)


def mathml(tex: str, block: bool = False) -> str:
    """Return a formula as MathML.

    Parameters
    ----------
    tex : str
        Letters, numbers, operators, indices, and the commands ``frac``, ``sqrt``, ``text``, ``mathrm``, ``left`` and
        ``right`` before a round bracket, and those of `OPERATORS` and `SPACES`.
    block : bool
        Whether the formula stands by itself.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        Where the formula has something else, or braces that do not match.

    Examples
    --------
    >>> mathml(r"s = \\frac{l}{2}")
    '<math><mrow><mi>s</mi><mo>=</mo><mfrac><mi>l</mi><mn>2</mn></mfrac></mrow></math>'
    """
    tokens = _TOKEN.findall(tex.strip())
    tokens.reverse()
    row = _row(tokens)
    if tokens:
        raise ValueError("a closing brace that nothing opens")
    shown = ' display="block"' if block else ""
    return f"<math{shown}>{row}</math>"


def _row(tokens: list[str]) -> str:
    """Set all that stands before a closing brace or the end."""
    parts: list[str] = []
    while tokens and tokens[-1] != "}":
        if tokens[-1] in ("_", "^"):
            if not parts:
                raise ValueError("an index on nothing")
            over = tokens.pop() == "^"
            base = parts.pop()
            limits = any(base == f"<mo>{sign}</mo>" for sign in _LIMITS)
            tag = ("mover" if over else "munder") if limits else ("msup" if over else "msub")
            parts.append(f"<{tag}>{base}{_argument(tokens)}</{tag}>")
        elif tokens[-1].isspace():
            tokens.pop()
        else:
            parts.append(_one(tokens))
    return parts[0] if len(parts) == 1 else f"<mrow>{''.join(parts)}</mrow>"


def _argument(tokens: list[str]) -> str:
    while tokens and tokens[-1].isspace():
        tokens.pop()
    if not tokens or tokens[-1] == "}":
        raise ValueError("an argument is missing")
    return _one(tokens)


def _one(tokens: list[str]) -> str:
    token = tokens.pop()
    if token == "{":
        row = _row(tokens)
        _close(tokens)
        return row
    if token in BRACKETS:
        return f'<mo stretchy="false">{token}</mo>'
    if not token.startswith("\\"):
        tag = "mi" if token.isalpha() else "mn" if token[0].isdigit() else "mo"
        return f"<{tag}>{escape(SIGNS.get(token, token))}</{tag}>"
    name = token[1:]
    if name in OPERATORS:
        return f"<mo>{OPERATORS[name]}</mo>"
    if name in SPACES:
        return f'<mspace width="{SPACES[name]}"></mspace>'
    if name == "frac":
        return f"<mfrac>{_argument(tokens)}{_argument(tokens)}</mfrac>"
    if name == "sqrt":
        return f"<msqrt>{_argument(tokens)}</msqrt>"
    return _named(token, tokens)


def _named(token: str, tokens: list[str]) -> str:
    """Set words, or a bracket that grows with what stands between it and its fellow."""
    name = token[1:]
    if name == "text":
        return f"<mtext>{escape(_words(tokens))}</mtext>"
    if name == "mathrm":
        return f'<mi mathvariant="normal">{escape(_words(tokens))}</mi>'
    if name in ("left", "right") and tokens and tokens[-1] in BRACKETS:
        return f'<mo stretchy="true">{tokens.pop()}</mo>'
    raise ValueError(f"{token}, which is not known here")


def _words(tokens: list[str]) -> str:
    """Take the letters between braces as they stand."""
    if not tokens or tokens.pop() != "{":
        raise ValueError("words stand in braces")
    words = ""
    while tokens and tokens[-1] != "}":
        words += tokens.pop()
    _close(tokens)
    return words


def _close(tokens: list[str]) -> None:
    if not tokens or tokens.pop() != "}":
        raise ValueError("a brace is not closed")


def _set(node: nodes.Element, block: bool) -> str:
    try:
        return mathml(node.astext(), block)
    except ValueError as error:
        logger.warning("formula %s: %s", node.astext(), error, location=node)
        return str(escape(node.astext()))


def inline(translator: HTML5Translator, node: nodes.math) -> None:
    """Set a formula within a sentence."""
    translator.body.append(f'<span class="math notranslate nohighlight">{_set(node, block=False)}</span>')
    raise nodes.SkipNode


def display(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Set a formula that stands by itself."""
    translator.body.append(translator.starttag(node, "div", CLASS="math notranslate nohighlight"))
    translator.body.append(f"{_set(node, block=True)}</div>\n")
    raise nodes.SkipNode


def choose(app: Sphinx, config: object) -> None:
    """Set formulas so unless a configuration names another way."""
    if not app.config.html_math_renderer:
        app.config.html_math_renderer = RENDERER


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_html_math_renderer(RENDERER, (inline, None), (display, None))
    app.connect("config-inited", choose)
