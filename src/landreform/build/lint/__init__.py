"""Find the faults of a rendered book.

The question: what would a reader meet on these pages that should not be there? Input is the folder of the rendered
book; output are complaints, each with its page, its rule and what stands there.
"""
