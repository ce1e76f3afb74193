"""Write numbers, dates, claims and frames for readers.

Question: how is a value written so that a reader, a spreadsheet or a browser takes it for what it is? Input: single
values, rows of claims, frames, running text. Output: English phrases (`prose`, `claims`), tables for the eye (`table`,
`html_table`), CSV (`csv_output`), and the names that stand in a text (`names`). Nothing here knows where a value comes
from.
"""
