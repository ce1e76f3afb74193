"""Formats of numbers in workbooks: what a cell holds, what is shown of it, what is refused, here and on the page."""

import json
import subprocess
from decimal import Decimal

import pytest
from compared_in_script import NODE, SCRIPTS
from hypothesis import given
from hypothesis import strategies as st

from landreform.contested.number_formats import written
from landreform.contested.workbooks import cell_as_text

ACCOUNTING = r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)'

SHOWN = [
    (32, "0", "32", "32"),
    (32, "#,##0.00", "32", "32.00"),
    (32, "0.00_ ", "32", "32.00"),
    (32.9, "0.00_);[Red](0.00)", "32.9", "32.90"),
    (32.9, "[Color 10]0.00", "32.9", "32.90"),
    (32.9, "[$-42A]# ##0.00", "32.9", "32.90"),
    (0.329, "0.00%", "32.9%", "32.90%"),
    (0.5, "0.0 %", "50%", "50.0%"),
    (0.5, "0.0_ %", "50%", "50.0%"),
    # A sign of per cent between quotation marks, or behind a bar, multiplies nothing.
    (50, '0.0" %"', "50%", "50.0%"),
    (50, r"0.0\ \%", "50%", "50.0%"),
    (1999.96, "0.0", "1999.96", "2000.0"),
    # Halves away from 0, of the decimal number and not of the float behind it.
    (0.3285, "0.0%", "32.85%", "32.9%"),
    (2.675, "0.00", "2.675", "2.68"),
    (1.1 + 2.2, "0.00", "3.3", "3.30"),
    (15000, ACCOUNTING, "15000", "15000.00"),
    (-15000, ACCOUNTING, "-15000", "-15000.00"),
    (-5, "0.0;-0.0", "-5", "-5.0"),
    (0, "0.0;-0.0;0", "0", "0"),
    (-0.001, "0.00", "-0.001", "0.00"),
]

NOT_FIXED = [
    (32, "General", "32"),
    (32, "@", "32"),
    (32.9, "[Green]General", "32.9"),
    (32.9, "0.##", "32.9"),
    (32.9, "0.0?", "32.9"),
    (0.5, "# ?/?", "0.5"),
    (1234567, "0.00E+00", "1234567"),
    (15000, "#,##0,", "15000"),
    (0, ACCOUNTING, "0"),
]

REFUSED = [
    (15, '0"k"', "without 'k' beside it"),
    (15, '0.0" million"', "without 'million' beside it"),
    (15, "$#,##0", r"without '\$' beside it"),
    (15, '">"0', "without '>' beside it"),
    (15, "-0", "without '-' beside it"),
    (15, "[$€-407]0", r"whose format has no \[\$€-407\]"),
    (15, "[DBNum1]0", r"whose format has no \[DBNum1\]"),
    (15, "[<10]0;0.0", r"whose format has no \[<10\]"),
    (15, "0;[<-10]0.0", r"whose format has no \[<-10\]"),
    (15, ";;;", "that is not hidden"),
    (15, "", "that is not hidden"),
    (0, "#,###", "that is not hidden"),
    (0, "0;-0;", "that is not hidden"),
    (15, "0%%", "with no more than one sign of per cent"),
]


@pytest.mark.parametrize(("value", "code", "exact", "shown"), SHOWN)
def test_a_format_with_fixed_decimals_shows_its_zeros(value, code, exact, shown):
    assert written(value, code).exact == exact
    assert written(value, code).shown == shown


@pytest.mark.parametrize(("value", "code", "exact"), NOT_FIXED)
def test_a_format_without_fixed_decimals_shows_nothing_that_can_be_relied_upon(value, code, exact):
    assert written(value, code).exact == exact
    assert written(value, code).shown is None


@pytest.mark.parametrize(("value", "code", "why"), REFUSED)
def test_a_format_that_changes_what_a_number_says_is_refused(value, code, why):
    with pytest.raises(ValueError, match=rf"^{why}$"):
        written(value, code)


@pytest.mark.parametrize("value", [float("inf"), -float("inf")])
def test_a_number_beyond_all_floats_is_refused(value):
    with pytest.raises(ValueError, match=r"^that is finite$"):
        written(value, "0")


@given(
    st.integers(-(10**9), 10**9),
    st.integers(0, 6),
    st.sampled_from(["0", "#,##0", "# ##0", "00000"]),
    st.sampled_from(["{}", "{}_)", "[Red]{}", "{}_);({})", "{};[Red]-{};{}", "* {}_-"]),
)
def test_a_number_with_no_more_decimals_than_its_format_is_shown_as_it_is_held(digits, places, whole, form):
    value = Decimal(digits).scaleb(-places)
    number = written(float(value), form.replace("{}", whole + "." * bool(places) + "0" * places))
    assert number.shown is not None
    assert Decimal(number.shown) == Decimal(number.exact) == value
    assert len(number.shown.partition(".")[2]) == places


@given(st.floats(-(10**12), 10**12), st.integers(0, 5))
def test_what_is_shown_is_within_half_a_unit_of_what_is_held(value, places):
    number = written(value, "0." + "0" * places)
    assert abs(Decimal(number.shown) - Decimal(number.exact)) <= Decimal("0.5").scaleb(-places)


@pytest.mark.skipif(not NODE, reason="Node is no part of a fresh Debian")
def test_the_page_writes_numbers_as_the_commands_do():
    cases = [case[:2] for case in SHOWN + NOT_FIXED + REFUSED]
    values = [0, 0.5, 3000, 15000.0, 1999.96, -7, 0.329, 123456.789, 1e-7, 2.5e11, 0.1 + 0.2]
    codes = {code for _, code in cases}
    cases += [(value, code) for value in values for code in sorted(codes)]
    script = (
        f"globalThis.landreformCompare = require({json.dumps(str(SCRIPTS[0]))});"
        f"require({json.dumps(str(SCRIPTS[0].with_name('workbooks.js')))});"
        "const cases = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "process.stdout.write(JSON.stringify(cases.map(([value, code]) => {"
        " try { return landreformWorkbooks.number(value, code); } catch (error) { return 'a number ' + error.message; }"
        " })));"
    )
    run = subprocess.run([NODE, "-e", script], input=json.dumps(cases), capture_output=True, text=True, check=True)
    assert dict(zip(cases, json.loads(run.stdout), strict=True)) == {case: _in_python(*case) for case in cases}


def _in_python(value, code):
    try:
        return cell_as_text(value, code)
    except ValueError as error:
        return str(error).partition(";")[0]
