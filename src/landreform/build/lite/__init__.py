"""Build a copy of the book whose notebooks run in the browser of whoever asks for it, with no server behind.

The question: how can a reader who can install nothing change a value and see what follows? Input are the rendered book,
its notebooks and the package; output is the folder ``_build/lite``, the same book with JupyterLite in it and a link to
it at the end of each chapter. The book itself stays as it is and asks nothing of the network.
"""
