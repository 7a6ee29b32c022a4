"""Git history, dependency manifests and pull requests → History.

The repository is read through a private bare directory over its objects; git never runs in it.
"""

from pipeline.mine.combine import combine
from pipeline.mine.deep import deepen
from pipeline.mine.forge import Forge, NoForge
from pipeline.mine.forges import ExportForge, Network, find_token, is_forge, known_forge, open_forge
from pipeline.mine.identity import find_person, people
from pipeline.mine.mining import mine
from pipeline.mine.progress import Progress, silent
from pipeline.mine.repository import GitRepository
from pipeline.mine.resolve import Resolved, resolve
from pipeline.mine.store import Store

__all__ = [
    "ExportForge",
    "Forge",
    "GitRepository",
    "Network",
    "NoForge",
    "Progress",
    "Resolved",
    "Store",
    "combine",
    "deepen",
    "find_person",
    "find_token",
    "is_forge",
    "known_forge",
    "mine",
    "open_forge",
    "people",
    "resolve",
    "silent",
]
