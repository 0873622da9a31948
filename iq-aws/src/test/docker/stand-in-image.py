"""Writes the file system of the stand-in to stdout, as a tar for `docker import`: this machine's shell, this Python and its moto."""

import importlib
import io
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path

HERE = Path(__file__).parent
STDLIB = Path(sysconfig.get_path("stdlib"))
SITE = Path(sysconfig.get_path("purelib"))
PYTHON = Path(sys.executable).resolve()
NEEDED = ["moto.server", "moto.cloudwatch.urls", "moto.ecs.urls", "botocore.session"]
UNNEEDED = {"__pycache__", "test", "tests", "idlelib", "tkinter", "ensurepip", "site-packages"}


def packages():
    """The top of every installed package that the server imports, and what tells their versions."""
    for module in NEEDED:
        importlib.import_module(module)
    files = [Path(m.__file__) for m in list(sys.modules.values()) if getattr(m, "__file__", None)]
    tops = {SITE / f.relative_to(SITE).parts[0] for f in files if f.is_relative_to(SITE)}
    return sorted(tops | set(SITE.glob("*.dist-info")))


def files(top):
    if top.is_file():
        yield top
    else:
        for path in sorted(top.iterdir()):
            if path.name not in UNNEEDED:
                yield from files(path)


def libraries(programs):
    found = subprocess.run(["ldd", *map(str, programs)], capture_output=True, text=True, check=False).stdout
    return {Path(p) for p in re.findall(r"(?:=> |^\s+)(/\S+) \(", found, re.MULTILINE)}


def main():
    shell = {f"/bin/{name}": Path(shutil.which(name)) for name in ("sh", "bash", "sleep")}
    contents = [f for top in [STDLIB, *packages()] for f in files(top)]
    linked = libraries([PYTHON, *shell.values(), *(f for f in contents if f.suffix == ".so")])
    start = f"#!/bin/sh\nexec {PYTHON} /stand-in.py\n".encode()
    with tarfile.open(fileobj=sys.stdout.buffer, mode="w|", dereference=True) as tar:
        for path in [PYTHON, *contents, *sorted(linked)]:
            tar.add(path)
        for name, path in shell.items():
            tar.add(path, name)
        tar.add(HERE / "stand-in.py", "/stand-in.py")
        entry = tarfile.TarInfo("/usr/local/bin/docker-entrypoint.sh")
        entry.size, entry.mode = len(start), 0o755
        tar.addfile(entry, io.BytesIO(start))


main()
