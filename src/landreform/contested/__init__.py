"""What can be concluded from contested numbers: claims that are no sample, of which many repeat each other.

The engine of the project, usable on anybody's numbers; it imports nothing else of the project. The input is a table of
claims (a name, a low end, a point, a high end, what is counted, a lineage), with an order of the outcomes if they are
not those of this book; or printed percentages with their denominators; or dates in EDTF. The output is whether the
numbers are possible and can be true together (`grim`, `percentage_audit`, `consistency`, `collisions`, `bounds`), how
many independent sources stand behind them (`lineage`), what order events certainly had (`edtf`, `time_intervals`), and
what pools of the claims depend on (`synthesis`, `opinion_pools`, `multiverse` and the modules around them).
"""
