"""What the directive of the page on choices writes."""

import json
import re

import pytest

from landreform.sphinx_ext import what_if
from landreform.tolls.what_if import named_settings, reader_claims


class AnyPage:
    """A page of a book that has every other."""

    def to(self, other):
        return f"{other}.html"

    def has(self, other):
        return True


@pytest.fixture(scope="module")
def html():
    return what_if.page_html(AnyPage())


def test_it_is_the_same_twice(html):
    assert what_if.page_html(AnyPage()) == html


def test_the_data_are_json_that_ends_no_script(html):
    held = re.search(r'id="what-if-data">(.*?)</script>', html, re.DOTALL)[1]
    assert json.loads(held) == json.loads(json.dumps(what_if.page_data()))
    assert "</" not in held


def test_every_kind_of_witness_and_grade_has_a_name(html):
    claims = reader_claims(what_if.ledger())
    assert set(claims["witness"]) <= set(what_if.WITNESSES)
    assert set(claims.loc[~claims["restates"], "grade"]) <= set(what_if.GRADES)


def test_every_picture_says_its_claims_and_every_binding_claim_leads_to_its_row(html):
    claims = reader_claims(what_if.ledger())
    sections = html.split('<section class="what-if-setting">')[1:]
    for section, setting in zip(sections, named_settings(claims).values(), strict=True):
        assert section.count("<title>") == len(setting.claims)
        assert 'href="book/ledger/' in section


def test_in_every_picture_each_outcome_has_its_number_beside_its_claims(html):
    claims = reader_claims(what_if.ledger())
    sections = html.split('<section class="what-if-setting">')[1:]
    for section, setting in zip(sections, named_settings(claims).values(), strict=True):
        counted = set(claims.loc[claims["estimate"].isin(setting.claims), "counted"])
        numbers = re.findall(r'text-anchor="end" style="font-size:9px">(\d+)<', section)
        assert numbers == sorted(str(what_if.DEFAULT_ORDER.names.index(name) + 1) for name in counted)
