"""Count the labels that the campaign gave to people, how many of them were wrong, and what followed for those labelled.

Class labels against the prescribed share of landlords, labels later found wrong, members of Party cells sorted into
good, mixed and bad, and the reports from which all of this is known. Input are the tables `classifications`, `counts`,
`waves`, `documents`, `framings` and `sources` of the ledger; output are frames with one row a tally, a share, a group
of members, a document or a reading. Complete counts by one commission, so that intervals are the language of
measurement.
"""
