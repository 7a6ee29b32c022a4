"""The private directory: bare, ours, with another repository's objects and refs.

Nothing of the source takes effect here but its objects: no config, no attributes, no hooks.
What a tool writes lands here and goes with it.
"""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.mine.locate import Location
from pipeline.mine.refs import head_of

_CONFIG = """\
[core]
\trepositoryformatversion = 1
\tbare = true
[extensions]
\tobjectformat = {}
"""


def make_private(folder: Path, source: Location, refs: dict[str, str], form: str) -> None:
    """Make the directory, as `git init --bare` without a template would.

    Args:
        folder: The directory, not there yet.
        source: Whose objects it borrows.
        refs: The source's refs by full name.
        form: The source's object format.
    """
    (folder / "refs").mkdir(parents=True)
    alternates = folder / "objects" / "info" / "alternates"
    alternates.parent.mkdir(parents=True)
    alternates.write_bytes(_quote(source.objects) + b"\n")
    _write(folder / "config", _CONFIG.format(form))
    _write(folder / "HEAD", "ref: refs/heads/none\n")
    if source.edge:
        _write(folder / "shallow", "".join(f"{commit}\n" for commit in sorted(source.edge)))
    packed = [f"{commit} {name}\n" for name, commit in refs.items() if name != "HEAD"]
    _write(folder / "packed-refs", "".join(packed))
    if "HEAD" in refs:
        head = head_of(source)
        name = head.removeprefix("ref:").strip()
        _write(folder / "HEAD", f"ref: {name}\n" if name in refs else refs["HEAD"] + "\n")


def _write(file: Path, text: str) -> None:
    file.write_bytes(text.encode(errors="surrogateescape"))


def _quote(path: Path) -> bytes:
    """Quote a path so that no character of it can end the line or start a comment."""
    special = {ord('"'): b'\\"', ord("\\"): b"\\\\"}
    quoted = (
        special.get(byte) or (b"\\%03o" % byte if byte < ord(" ") else bytes((byte,)))
        for byte in os.fsencode(path)
    )
    return b'"' + b"".join(quoted) + b'"'
