"""The environment in which git runs nothing but itself.

A repository can make git run code when it is read, or show a forged history: each entry here
shuts one such door. The variables replace the caller's environment, they are not added to it.
"""

from __future__ import annotations

import os
from pathlib import Path

_VARIABLES = {
    "HOME": "/nonexistent",
    "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_FLUSH": "0",
}
_SETTINGS = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.commitGraph": "false",
    "core.quotePath": "false",
    "diff.external": "",
    "diff.orderFile": os.devnull,
    "diff.renameLimit": "1000",
    "gc.auto": "0",
    "i18n.logOutputEncoding": "UTF-8",
    "log.showSignature": "false",
    "mailmap.file": os.devnull,
}


def safe_environment(folder: Path) -> dict[str, str]:
    """Give the whole environment for git in `folder`, a private directory of ours."""
    settings = {**_SETTINGS, "safe.directory": str(folder)}
    variables = {
        **_VARIABLES,
        "PATH": os.environ.get("PATH", os.defpath),
        "GIT_CEILING_DIRECTORIES": str(folder.parent),
        "GIT_CONFIG_COUNT": str(len(settings)),
    }
    for number, (key, value) in enumerate(settings.items()):
        variables[f"GIT_CONFIG_KEY_{number}"] = key
        variables[f"GIT_CONFIG_VALUE_{number}"] = value
    return variables
