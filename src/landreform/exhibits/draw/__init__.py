"""Draw in one style: what the figures have in common.

Input: numbers, names and axes. Output: typefaces, sizes and colours, charts of rows, axes of time and of persons, marks
of claims, exposure bases and datings, and legends.
"""
