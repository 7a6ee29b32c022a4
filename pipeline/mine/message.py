"""What a commit's message says of itself: its conventional type, the issues that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.settings import MineSettings

_NOTHING = re.compile(r"(?!)")


class Messages:
    """Reads messages by the settings' lists of types and of issue keys.

    Args:
        settings: `types` are the words that may stand before a colon; `issues` are keys of
            projects: without one, `UTF-8` and `CVE-2024-1234` look like issues, too.
    """

    def __init__(self, settings: MineSettings) -> None:
        types = "|".join(map(re.escape, settings.types))
        self._type = _pattern(
            settings.types, rf"(?P<type>{types})(?:\((?P<scope>[^()\s][^()\n]{{0,60}})\))?!?:\s"
        )
        keys = "|".join(map(re.escape, settings.issues))
        self._issue = _pattern(
            settings.issues,
            rf"(?<![\w-])(?:{keys})-[1-9][0-9]{{0,8}}(?!\w|[.-][0-9])",
            flags=re.ASCII,
        )

    def conventional(self, subject: str) -> tuple[str | None, str | None]:
        """Give the conventional type and scope that a subject begins with.

        Source: https://www.conventionalcommits.org/en/v1.0.0/
        """
        match = self._type.match(subject)
        return (match["type"].lower(), match["scope"]) if match else (None, None)

    def issues(self, *texts: str) -> tuple[str, ...]:
        """Give the issues that texts name, each once."""
        return () if self._issue is _NOTHING else tuple(dict.fromkeys(self._found(texts)))

    def _found(self, texts: Iterable[str]) -> Iterator[str]:
        for text in texts:
            yield from self._issue.findall(text)


def _pattern(
    words: tuple[str, ...], text: str, flags: re.RegexFlag = re.IGNORECASE
) -> re.Pattern[str]:
    return re.compile(text, flags) if words else _NOTHING
