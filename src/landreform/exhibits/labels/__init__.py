"""Show whom the campaign labelled and expelled, which printed numbers hold, and what the reports leave unsaid.

Input: the tables of classifications, counts, documents and framings, as `landreform.labels` and `landreform.audit`
arrange them. Output: seven figures.
"""
