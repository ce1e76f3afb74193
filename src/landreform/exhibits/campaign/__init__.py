"""Show what happened when, and how large the waves of the campaign were.

Input: the tables of events, dates, documents, exclusions and waves, as `landreform.chronology` and `landreform.waves`
arrange them. Output: ten figures and the numbered table of disputed datings.
"""
