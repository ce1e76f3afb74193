"""Formulas are set without a script, and one that is not understood fails the build."""

import pytest
from sites import build, page

from landreform.sphinx_ext.formulas import mathml

EXTENSIONS = ["myst_parser", "landreform.sphinx_ext.formulas"]
CONFIG = 'root_doc = "index"\nmyst_enable_extensions = ["dollarmath"]'


@pytest.mark.parametrize(
    ("tex", "made"),
    [
        ("m", "<math><mi>m</mi></math>"),
        ("1.5", "<math><mn>1.5</mn></math>"),
        (r"a \le b", "<math><mrow><mi>a</mi><mo>≤</mo><mi>b</mi></mrow></math>"),
        (
            "f(x)",
            '<math><mrow><mi>f</mi><mo stretchy="false">(</mo><mi>x</mi><mo stretchy="false">)</mo></mrow></math>',
        ),
        ("n - m", "<math><mrow><mi>n</mi><mo>−</mo><mi>m</mi></mrow></math>"),
        (r"a < b", "<math><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow></math>"),
        (r"\sqrt{l / h}", "<math><msqrt><mrow><mi>l</mi><mo>/</mo><mi>h</mi></mrow></msqrt></math>"),
        (r"\text{that is, on}", "<math><mtext>that is, on</mtext></math>"),
        (
            r"\left(\frac{1}{m}\right)",
            '<math><mrow><mo stretchy="true">(</mo><mfrac><mn>1</mn><mi>m</mi></mfrac>'
            '<mo stretchy="true">)</mo></mrow></math>',
        ),
        (r"x_{1}^2", "<math><msup><msub><mi>x</mi><mn>1</mn></msub><mn>2</mn></msup></math>"),
        (r"\sum_{h} m", "<math><mrow><munder><mo>∑</mo><mi>h</mi></munder><mi>m</mi></mrow></math>"),
    ],
)
def test_what_the_pages_use_is_set(tex, made):
    assert mathml(tex) == made


@pytest.mark.parametrize("tex", [r"\alpha", r"\frac{a}", "{a", "a}", "_a", r"\text a", r"\text{a", r"\left a"])
def test_what_is_not_understood_is_refused(tex):
    with pytest.raises(ValueError, match=r"\w"):
        mathml(tex)


def test_a_page_with_formulas_names_no_script_of_another_place(tmp_path):
    made = build(tmp_path, {"index.md": "# Front\n\nLet $s$ be.\n\n$$s = \\frac{l}{h}$$\n"}, EXTENSIONS, CONFIG)
    assert made.returncode == 0, made.stderr
    soup = page(tmp_path, "index.html")
    assert len(soup.find_all("math")) == 2 and soup.select_one("math[display=block] mfrac")
    assert not [script for script in soup.select("script[src]") if "//" in script["src"]]


def test_a_mistake_fails_the_build_and_is_named(tmp_path):
    made = build(tmp_path, {"index.md": "# Front\n\nLet $\\alpha$ be.\n"}, EXTENSIONS, CONFIG)
    assert made.returncode != 0 and "not known here" in made.stderr
