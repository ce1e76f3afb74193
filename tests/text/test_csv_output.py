"""Frames as CSV text."""

import pandas as pd

from landreform.text.csv_output import csv_text


def test_csv_is_plain():
    frame = pd.DataFrame(
        {
            "day": pd.to_datetime(["1953-12-04", None]).astype("datetime64[s]"),
            "text": ['a, “b” and "c"', ""],
            "whole": pd.array([1720, None], dtype="Int64"),
            "part": [0.1, 1e6],
            "yes": [True, False],
        }
    )
    assert csv_text(frame) == (
        'day,text,whole,part,yes\n1953-12-04,"a, “b” and ""c""",1720,0.1,True\n,,,1000000,False\n'
    )
