"""Draw in one way what many figures have in common: style, rows, legends, axes of time, marks of claims, labels.

Input: numbers, days and names. Output: marks and words on the axes of matplotlib. Nothing here knows an exhibit.
"""
