"""Set the built book as a PDF: the same chapters, figures, tables and numbers, as a press would print them.

The question: how does a page of the rendered book stand on paper? Input are the pages in ``_build/html`` in the order
of ``_toc.yml`` and the drawings in ``_build/figures``; output is one tagged PDF. Pandoc turns the pages into Typst,
and Typst sets them; both come with the extra ``pdf``.
"""
