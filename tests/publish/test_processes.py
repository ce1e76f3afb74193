"""A process that others have been started for takes them along, however it ends."""

import signal
import subprocess
import sys

import pytest

from landreform.publish.processes import FORKED

#: Starts two processes that wait for work, says which they are, and waits.
STARTER = """
import sys
from concurrent.futures import ProcessPoolExecutor
from landreform.publish.processes import CONTEXT, belong

if __name__ == "__main__":
    CONTEXT.set_forkserver_preload([])
    with ProcessPoolExecutor(2, mp_context=CONTEXT, initializer=belong) as crew:
        print(*crew.map(abs, [-1, 1]), flush=True)
        sys.stdin.readline()
"""


@pytest.mark.skipif(not FORKED, reason="no process is forked here")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_who_waits_for_work_ends_with_who_would_give_it(tmp_path, number):
    program = tmp_path / "starter.py"
    program.write_text(STARTER)
    with subprocess.Popen(
        [sys.executable, program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True, text=True
    ) as process:
        assert process.stdout.readline() == "1 1\n"
        process.send_signal(number)
        # The end of what they could print comes when the last of them has ended.
        assert process.communicate(timeout=120)[0] == ""
