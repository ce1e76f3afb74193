"""Show what has been claimed, where the numbers come from, whether they can all be true, and what would have to be.

Input: the claims of the ledger, the steps between them, and the reported stages. Output: figures and a numbered table.
"""
