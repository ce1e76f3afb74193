"""Pooling of thousands of specifications at once: random effects and linear pools as arrays.

Input are arrays with one row a specification and one column a claim, on the natural logarithm of persons; output is one
value a specification. For a single pool with all its diagnostics see `landreform.contested.random_effects` and
`landreform.contested.opinion_pools`.
"""
