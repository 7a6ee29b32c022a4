"""A program of its own: reads commits from a private directory with PyDriller, for deep.py.

It runs in git's safe environment and may be ended at any moment; each line that it prints is whole.
Usage: methods.py DIRECTORY < ids
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from pydriller import Git


def _code(file: Any) -> dict[str, Any]:  # noqa: ANN401 - PyDriller is not typed
    before = {method.long_name: method for method in file.methods_before}
    after = {method.long_name: method for method in file.methods}
    changed = sorted(file.changed_methods, key=lambda method: (method.start_line, method.long_name))
    names = dict.fromkeys(method.long_name for method in changed)
    return {
        "path": file.new_path or file.old_path,
        "hunks": sum(line.startswith("@@ ") for line in (file.diff or "").split("\n")),
        "methods": [
            {
                "name": (after.get(name) or before[name]).name,
                "before": before[name].complexity if name in before else None,
                "after": after[name].complexity if name in after else None,
            }
            for name in names
        ],
    }


def _read(folder: str, ids: Iterator[str]) -> Iterator[dict[str, Any]]:
    git = Git(folder)
    for key in ids:
        try:
            files = [_code(file) for file in git.get_commit(key).modified_files]
        except Exception:  # noqa: BLE001, S112 - whatever a parser of foreign code raises
            continue
        yield {"id": key, "code": files}


if __name__ == "__main__":
    for row in _read(sys.argv[1], (line.strip() for line in sys.stdin)):
        print(json.dumps(row), flush=True)  # noqa: T201 - the answer of this program
