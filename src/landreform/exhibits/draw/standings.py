"""How it is seen, in every figure of dates, what documents make of a date: colour, sign, and the words of the key.

Input: a standing, as `landreform.chronology.exclusions.dating_status` gives it. Output: its look and its words.
"""

from landreform.exhibits.draw.style import Standing

#: colour of each standing, and the sign before what has it
STANDINGS = {
    "stands": (Standing.HOLDS, ""),
    "spoken against": (Standing.DOUBTED, "? "),
    "excluded": (Standing.FAILS, "× "),
}
#: Marker of what a document rules out.
CROSS = "X"
#: What a legend calls each standing.
READ_AS = {
    "stands": "no document speaks against it",
    "spoken against": "a document speaks against it",
    "excluded": "a document rules it out",
}
