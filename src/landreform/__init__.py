"""The land reform in North Vietnam, 1952-1958: ledger, analysis and figures of the book."""

__version__ = "0.2.0"
