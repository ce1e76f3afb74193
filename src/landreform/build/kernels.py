"""Kernels that start in a moment: forked from one warm process that has already imported what notebooks use.

A kernel of its own for every notebook means seconds of imports for every notebook. Here each kernel is a copy of the
warm process of `landreform.publish.processes`; it is an ordinary ipykernel all the same and speaks the ordinary
messages. Jupyter finds `ForkedKernels` under the name `NAME` (an entry point of the package).
"""

from __future__ import annotations

import os
import signal
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from traitlets.config import Config

from landreform.build.collecting import collect_seldom
from landreform.publish.failures import reason
from landreform.publish.processes import CONTEXT, belong

#: Name under which Jupyter knows these kernels.
NAME = "landreform-forked"

#: Variable with the file in which a kernel notes which files of the project it opens.
NOTES = "LANDREFORM_OPENED"


class ForkedKernels(LocalProvisioner):
    """Start kernels as copies of a warm process."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a kernel with the arguments that stand behind the module in its command."""
        arguments = (
            cmd[cmd.index("-m") + 2 :],
            kwargs.get("cwd") or str(Path.cwd()),
            dict(kwargs.get("env") or os.environ),
        )
        process = CONTEXT.Process(target=_run, args=arguments, daemon=True)
        process.start()
        self.process = _Process(process)  # type: ignore[assignment]  # what the class asks of a Popen, and no more
        self.pid, self.pgid = process.pid, None
        return self.connection_info


class ForkedKernelManager(AsyncKernelManager):
    """Manage a kernel that is a copy of a warm process, whatever starts the kernels of others."""

    @property
    def kernel_spec(self) -> KernelSpec | None:
        """The kernel as it is installed, but started in this way."""
        spec: KernelSpec | None = super().kernel_spec
        if spec is not None:
            spec.metadata["kernel_provisioner"] = {"provisioner_name": NAME}
        return spec


def forked(connection_file: Path) -> dict[str, Any]:
    """Return the arguments with which a client starts a kernel as a copy of a warm process.

    The kernel is spoken to through sockets beside a file that does not exist yet, in a folder that only the user can
    enter. Over TCP, which is the default, everybody on the machine could listen, and ipykernel says so at every start.
    """
    settings = {"transport": "ipc", "connection_file": str(connection_file)}
    return {"kernel_manager_class": ForkedKernelManager, "config": Config({"KernelManager": settings})}


class _Process:
    """A process as `subprocess.Popen` would show it."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess):
        self._process = process
        self.pid = process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None and self.pid:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


def _run(arguments: list[str], folder: str, environment: dict[str, str]) -> None:
    """Be a kernel."""
    belong()
    collect_seldom()
    from ipykernel.kernelapp import IPKernelApp

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    if NOTES in environment:
        note_opened_files(Path(environment[NOTES]))
    # A kernel ends when its parent does, which is the warm process. ipykernel reads the variable JPY_PARENT_PID when
    # it is imported, which here was before the kernel was a process of its own.
    try:
        IPKernelApp.launch_instance(argv=[*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])
    except Exception as error:
        if not (why := reason(error)):
            raise
        print(f"   a kernel had to end: {why}", file=sys.stderr, flush=True)


def note_opened_files(notes: Path) -> None:
    """Write the name of every file that this process opens from now on into a file, each once, one a line.

    Names are absolute; what the interpreter imports as code is left out.
    """
    seen: set[str] = set()
    with notes.open("a", encoding="utf-8", buffering=1) as out:
        handle = os.dup(out.fileno())

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or not isinstance(arguments[0], str | os.PathLike):
            return
        name = os.path.abspath(os.fspath(arguments[0]))  # noqa: PTH100  # Path() would be too slow for every file
        if name not in seen and not name.endswith((".py", ".pyc")):
            seen.add(name)
            os.write(handle, (name + "\n").encode())

    sys.addaudithook(note)
