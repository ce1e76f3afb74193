"""Build the book twice under conditions that must not matter, and compare what came of it byte by byte.

The question: does the same state give the same bytes, whoever builds it, where and when? Input is the checkout; output
are two built books, compared, and every difference in words.
"""
