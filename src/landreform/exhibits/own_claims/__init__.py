"""Draw anybody's claims as the book draws its own: the range chart, the curve of consistency, the frontier.

Input: claims from a file, and what the engine finds of them. Output: a figure in the grammar of the book, with what it
finds as a title. None of them has a slug: they belong to whoever brought the claims.
"""
