"""The notebooks are compared with what the build has just computed from them."""

import executed_notebooks

__all__ = ["executed_notebooks"]
