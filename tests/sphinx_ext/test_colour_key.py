"""The table of colours in the book is that of the code, with a patch for white and for dark pages."""

import re

import pytest
from bs4 import BeautifulSoup

from landreform.exhibits.draw import style
from landreform.exhibits.draw.dark import GROUND, contrast, dark
from landreform.paths import ROOT
from landreform.sphinx_ext import colour_key

ROWS = BeautifulSoup(colour_key.key_html(), "lxml").select("tbody tr")


def test_every_colour_has_its_row_with_its_meaning():
    said = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in ROWS]
    assert said == [[name, meaning] for name, (_, meaning) in style.MEANINGS.items()]


@pytest.mark.parametrize(
    ("row", "colour"), list(zip(ROWS, [colour for colour, _ in style.MEANINGS.values()], strict=True))
)
def test_a_patch_has_the_colour_of_the_figures_on_both_grounds(row, colour):
    (patch,) = row.select(".colour-patch")
    assert patch["style"] == f"--on-white:{colour};--on-dark:{dark(colour)}" and patch["aria-hidden"] == "true"
    assert contrast(dark(colour), GROUND) >= 3


def test_how_to_read_prints_the_table_and_the_style_sheet_knows_the_patch():
    assert "```{colour-key}\n```" in (ROOT / "book/how-to-read.md").read_text(encoding="utf-8")
    sheet = (ROOT / "book/_static/colour-key.css").read_text(encoding="utf-8")
    assert set(re.findall(r"var\((--[\w-]+)\)", sheet)) == {"--on-white", "--on-dark"}
