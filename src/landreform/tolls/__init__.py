"""Apply the engine to the book's own claims about the dead of this campaign.

What the claims cover, by which steps a number travelled, what documents report of each stage, how deadly the last wave
would have to have been for a claim to hold, what assumptions add, and what pools and the multiverse give. Input are the
tables of the ledger (`estimates`, `lineage`, `counts`, `waves`, `sources`); output are frames with one row a claim,
a step, a stage, a rung or a specification. The methods are those of `landreform.contested`; the outcomes, stages,
assumptions and choices here are those of this campaign.
"""
