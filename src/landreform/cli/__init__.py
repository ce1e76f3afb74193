"""The command line of the project: ``landreform COMMAND``.

Question: what do the analyses of the book say of anybody's files? Input: tables, documents and files of figures named
on the command line. Output: text or, with ``--json``, JSON on standard output, one line a fault on standard error, and
an exit status. Each module adds the commands of one group; `main` joins them.
"""
