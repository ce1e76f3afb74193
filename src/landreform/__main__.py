"""``python -m landreform`` is the command ``landreform``."""

import sys

from landreform.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
