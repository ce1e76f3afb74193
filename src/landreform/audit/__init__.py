"""Audit the printed numbers of the ledger: which are possible, which only on a condition, and which not as stated.

Input are the tables `counts`, `classifications`, `waves` and `estimates`; output is a frame with one row a check
(`audit_ledger`), which `board` counts by kind and verdict. A verdict says what arithmetic allows, never how a number
came about.
"""

from landreform.audit.ledger_audit import KINDS, audit_ledger
from landreform.audit.verdicts import VERDICTS, Check, board

__all__ = ["KINDS", "VERDICTS", "Check", "audit_ledger", "board"]
