"""``python -m landreform`` is the command ``landreform``."""

import sys

from landreform.cli import main

sys.exit(main())
