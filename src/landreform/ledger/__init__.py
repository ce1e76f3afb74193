"""State what the sources say, one row a statement, and where it was read; nothing here judges a source.

Question: which quantities and dates do the sources give, and is every row of the tables valid? Input: the CSV files
and ``datapackage.json`` of a folder, by default ``data/``. Output: typed frames (`tables`), faults with file, row and
column (`tables`, `row_rules`, `document_check`), values for prose (`quotations`), traced numbers (`provenance`), the
words for sources (`sources`), the codebook (`codebook`), what the ledger does not know (`gaps`), where its rows were
read (`shares`), what the authors of claims could know (`grades`), and what became of published rows (`revisions`).
"""
