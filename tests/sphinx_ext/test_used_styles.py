"""A style sheet loses what no page can use, and nothing else."""

import re

import pytest

from landreform.sphinx_ext.used_styles import Names, moved, names_in_script, names_of_page, selectors, used
from landreform.sphinx_ext.used_styles import without_unused_definitions as defined

NAMES = Names(frozenset({"a", "p", "svg"}), frozenset({"on", "sd-x"}), frozenset({"top"}), frozenset({"--seen"}))


@pytest.mark.parametrize(
    ("selector", "stays"),
    [
        ("p.on > a:hover::before", True),
        ("p.off", False),
        ("#top .on", True),
        ("#bottom", False),
        ("table", False),
        ("P", True),
        ("*", True),
        (":root", True),
        ("p:not(.off)", True),
        ("p:is(.off, .never)", True),
        ('[data-theme="dark"] a[href$=".pdf"]', True),
        (".on:where(.off *)", True),
        (".sd-x\\:y", False),
        ("::selection", True),
        ("a+p~svg", True),
    ],
)
def test_a_selector_stays_where_every_name_it_needs_is_there(selector, stays):
    assert NAMES.has(selector) is stays


def test_only_selectors_that_can_match_stay_and_groups_without_rules_go():
    css = "@charset 'x';.off,.on{top:0}@media print{.off{top:0}}@supports (a:b){@media print{.on{left:0}}}.off{}p{}"
    assert used(css, NAMES).split() == ".on{top:0} @supports (a:b){ @media print{ .on{left:0} } }".split()


def test_braces_and_commas_in_strings_addresses_and_comments_are_no_braces():
    css = """.on{content:"}{";background:url(data:x,{)}/* } */p::before{content:'\\'}'}a[title="x,{y"],.off{top:0}"""
    assert used(css, NAMES).split("\n") == [
        '.on{content:"}{";background:url(data:x,{)}',
        "p::before{content:'\\'}'}",
        'a[title="x,{y"]{top:0}',
    ]


def test_licences_stay_and_rules_that_are_refused_go():
    css = "/*! Licence */.on{font:var(--icons)}.on-x{top:0}p{top:1px}"
    assert used(css, NAMES, re.compile(r"--icons|\.on-")) == "/*! Licence */\np{top:1px}"


@pytest.mark.parametrize("css", ["p{top:0}}", "p{top:0", "p{top:0} a"])
def test_a_style_sheet_that_is_not_whole_is_one_clear_error(css):
    with pytest.raises(ValueError, match=r"brace that nothing opens|a rule that does not end"):
        used(css, NAMES)


def test_definitions_that_nothing_names_go_with_what_only_they_name():
    css = """:root{--seen:1;--kept:url("data:x;y");--chain:var(--lost);--lost:2}
p{top:var(--kept);animation:.2s turn}
@keyframes turn{to{top:0}}
@keyframes still{to{top:0}}
"""
    assert defined(css, NAMES.properties) == (
        ':root{--seen:1;--kept:url("data:x;y");}\np{top:var(--kept);animation:.2s turn}\n@keyframes turn{to{top:0}}\n'
    )


def test_addresses_follow_a_style_sheet_that_moves_and_others_stay():
    css = "a{src:url(../f/x.woff2)} b{src:url('y.svg')} i{src:url(data:x)} u{src:url(https://e.org/x)} s{src:url(#g)}"
    assert moved(css, "_static/styles/a.css", "_static/pages.css") == css.replace("../f/", "f/").replace(
        "y.svg", "styles/y.svg"
    )


def test_names_are_read_from_pages_and_scripts():
    page = '<P class="a  b" id="c" style="top:var( --d)">class="no"</P><svg/>'
    assert names_of_page(page) == Names(*map(frozenset, ({"p", "svg"}, {"a", "b"}, {"c"}, {"--d"})))
    assert {"ledger-search", "button", "--x"} <= names_in_script('e("button").className=`ledger-search`;v("--x")').ids
    assert selectors("a:is(b, c), d") == ["a:is(b, c)", "d"]
