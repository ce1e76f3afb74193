"""Publish every figure and numbered table with all that somebody needs who carries it into a paper.

The question: what has to go with a figure, so that a stranger can cite it, check it and know it again? Input are the
exhibits, their register ``figures.yml`` and the names and addresses of the book in ``publication.yml``. Output are the
drawing, the data, the citation and the passport of each, which ``make figures`` (``python -m landreform.publish``)
writes to ``_build/figures`` and the book publishes at ``figures/<slug>/``, the files by which archives cite the book,
the metadata of its pages, and the answer to whether a file is the one of a release.
"""
