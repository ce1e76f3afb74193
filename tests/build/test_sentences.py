"""Splitting prose into sentences: closed-form cases, and properties that hold for any text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landreform.build.lint.sentences import split


def sentences(text):
    return [text[start:end] for start, end in split(text)]


#: One text to a case, with a bar where a sentence ends.
CASES = {
    "plain": "The teams came.| They cut rents.| Who sent them?| Nobody says!",
    "no full stop at the end": "The teams came.| They cut rents",
    "initials": "J. P. Harris and E. E. Moise wrote.| The book is of H. Chi.",
    "initials at the end of a sentence": "It is signed C.B.| The paper printed it.",
    "initials with a comma": "It was signed C.B., a pen name.| It says so.",
    "initials joined": "J.-P. Sartre read it.| He said no more.",
    "a word of one letter": "It was plan B.| The law was plan A.",
    "number of a decree": "Decree No. 149 cut rents.| No. 150 did not.",
    "no as an answer": "Was it so?| No.| It was not.",
    "article": "See art. 3 and arts. 4 to 6 of the law.| It is short.",
    "page": "He says so (p. 12, n. 7; pp. 3–5).| She does not.",
    "Roman page": "He says so on p. xii.| She does not.",
    "circa": "It lasted c. 1953 to 1956.| Then it ended.",
    "titles": "Mr. Doe and Dr. Roe met Gen. Poe.| They spoke.",
    "Vietnamese names": "Nguyễn Thị Năm was shot.| Ánh saw it.| Đặng Phong counts.| Ứng did not.",
    "Vietnamese abbreviations": "Nxb. Chính trị printed PGS.TS. Đỗ on TP. Hồ Chí Minh.| It is long.",
    "marks apart from their letters": "Năm was shot.| Ánh saw it.",
    "date": "It was read on 4 Dec. 1953.| It was passed.",
    "month that ends a sentence": "It began in Dec.| The law came later.",
    "year at the end": "It ended in 1956.| In 1957 it was over.",
    "numeral at the beginning": "It was cut.| 25% was the rule.",
    "decimal": "It was 2.15 of 1,337.| It was more.",
    "item of a list": "1. The land was taken.| 2. It was given.",
    "and so on": "They took land, houses, etc. from them.| They gave it away.",
    "and others": "Doe et al. [2011] say so.| Roe et al. (2012) do not.",
    "et al. at the end": "So say Doe et al.| Nobody else does.",
    "quotation that ends a sentence": "He wrote: “It is done.”| He left.",
    "sentences within a quotation": "“It is done. We go. Who stays?” he wrote.| He left.",
    "question within a quotation": "“Who?” asked the man.| He left.",
    "single marks": "He calls it ‘a success.’| It was none.",
    "quotation never closed": "He wrote: “It is done.| Nobody came.",
    "brackets": "It was so (it says.)| It was not.| (See the table.)| It is long.",
    "ellipsis": "It was … so … and ended.| It was so…| Then it ended.",
    "ellipsis of points": "It was ... so.| It ended...| Then all was over.",
    "colon and semicolon": "It was so: they came; they went.| That is all.",
    "line end": "It was\nso.|\nThey went.",
    "fixed space": "It was No.\u00a0149.|\u00a0They went.",
    "abbreviation of a country": "The U.S. Embassy reported.| It asked the U.S.| It got nothing.",
    "exclamation": "“Down with them!” they cried.| It was night.",
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_where_sentences_end(name):
    parts = CASES[name].split("|")
    assert sentences("".join(parts)) == [part.strip() for part in parts]


@pytest.mark.parametrize("text", ["", "  \n ", ".", "… –", "(*)"])
def test_what_has_no_letter_and_no_digit_is_no_sentence(text):
    assert split(text) == []


@given(st.text(alphabet="aB1Đ .!?…“”()\n", max_size=60))
def test_sentences_stand_in_order_and_leave_out_no_letter(text):
    found = split(text)
    assert all(start < end for start, end in found)
    assert all(one[1] <= next_one[0] for one, next_one in pairwise(found))
    covered = {place for start, end in found for place in range(start, end)}
    assert {place for place, letter in enumerate(text) if letter.isalnum()} <= covered
    assert all(text[start:end] == text[start:end].strip() for start, end in found)
