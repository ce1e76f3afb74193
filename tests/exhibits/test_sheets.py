"""On a narrow sheet names stand above what they name, and axes are as high as their rows need."""

import pytest

from landreform.exhibits.draw.heading import lay_out_with_title
from landreform.exhibits.draw.legends import dot, legend_above
from landreform.exhibits.draw.row_chart import NAME_LINE, RowChart
from landreform.exhibits.draw.sheets import PAGE, PHONE
from landreform.exhibits.draw.style import house_style

LONG = "a name of a row that is so long that there is no room for all of it in one line of a phone"


def chart_on(sheet, legend):
    with house_style():
        chart = RowChart(sheet.page(2.0), start=-1, unit=0.25)
        for name in ("short", LONG):
            chart.row(name)
            chart.span(1, 3, color="black")
        chart.axes.set_xlabel("what is measured, in a unit whose name is as long as the name of a unit can be")
        chart.finish(0.5, -0.5)
        if legend:
            legend_above(chart.figure, dot("one", "black", "o"), dot("another", "black", "s"))
        lay_out_with_title(chart.figure, "Two rows")
    return chart


@pytest.mark.parametrize("legend", [False, True])
def test_axes_of_rows_are_as_high_as_they_ask_whatever_stands_around_them(legend):
    chart = chart_on(PHONE, legend)
    high = chart.axes.get_position().height * chart.figure.get_figheight()
    # Two rows of one unit each, half a unit at both ends, and the lines of both names.
    lines = sum(text.get_text().count("\n") + 1 for text in chart.axes.texts)
    assert lines > 2 and high == pytest.approx(0.25 * 2 + lines * NAME_LINE, rel=0.01)


def test_names_stand_above_on_a_phone_and_at_the_left_on_a_page():
    narrow, wide = chart_on(PHONE, False), chart_on(PAGE, False)
    assert [" ".join(text.get_text().split()) for text in narrow.axes.texts] == ["short", LONG]
    assert not len(narrow.axes.get_yticks()) and not wide.axes.texts
    assert [label.get_text() for label in wide.axes.get_yticklabels()] == ["short", LONG]


def test_what_stands_below_the_axis_is_broken_into_lines_on_a_phone_only():
    assert "\n" in chart_on(PHONE, False).axes.get_xlabel()
    assert "\n" not in chart_on(PAGE, False).axes.get_xlabel()
