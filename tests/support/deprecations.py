"""What libraries say in their logs of their own deprecations."""

import logging
import re


class Deprecations(logging.Handler):
    """Collect log lines in which a library announces a deprecation, or that it has passed over a deprecated setting.

    matplotlib 3.11 reads a style file with a deprecated key without a warning where warnings are errors: it catches
    the error, logs it as a bad value, and leaves the setting out.
    """

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []

    def emit(self, record):
        text = record.getMessage()
        if re.search(r"deprecat|will be removed|no longer supported", text, re.IGNORECASE):
            self.lines.append(f"{record.name}: {text}")


DEPRECATIONS = Deprecations()
