"""Pull requests from forges: what they tell, how they are asked, and where the answers are kept."""

from pipeline.mine.forges.export import ExportForge
from pipeline.mine.forges.known import KnownForge, known_forge
from pipeline.mine.forges.open import Network, is_forge, open_forge
from pipeline.mine.forges.token import find_token

__all__ = [
    "ExportForge",
    "KnownForge",
    "Network",
    "find_token",
    "is_forge",
    "known_forge",
    "open_forge",
]
