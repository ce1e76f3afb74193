"""Build the book, and refuse to call it built where it is not sound.

The question: does the rendered book show this state of code, data and prose, and does every number and link on it lead
somewhere? Input are the notebooks, pages and tables of the project; output is ``_build/html``, or the list of faults,
and for a release the addresses and hashes that it promises.
"""
