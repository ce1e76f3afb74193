"""Show what becomes of the claims when they are pooled, and how much of it is choice.

Input: the claims of the one outcome that the book pools, and every way of pooling them. Output: figures.
"""
