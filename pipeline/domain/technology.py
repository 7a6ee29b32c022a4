"""Technologies and the names they go by."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.domain.model import Model

_ECOSYSTEM = re.compile(r"(?:golang|pypi|npm|cargo|maven|gem|composer):(?=[^:])")
_MAJOR = re.compile(r"/v\d+(?=/|$)")
_GOPKG_MAJOR = re.compile(r"^((?:golang:)?gopkg\.in/[^/]+(?:/[^/]+)?)\.v\d+(?=/|$)")
_PLAIN_WORD = re.compile(r"[^\W\d_]+")


class Technology(Model):
    """A technology: canonical name, other names in prose, package names, import names.

    A package is written `ecosystem:name`, ecosystems as in package URLs: golang, pypi, npm,
    cargo, maven, gem, composer. `standard` marks what comes with a language. `ambiguous` marks
    one that has an ordinary word among its names (Go, Click, Requests).
    """

    name: str
    aliases: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    kind: str = ""
    standard: bool = False
    ambiguous: bool = False


def package_key(package: str) -> str:
    """Give what packages are compared by: letter case, `_` and Go's major versions don't count.

    >>> package_key("github.com/robfig/cron/v3"), package_key("gopkg.in/yaml.v2")
    ('github.com/robfig/cron', 'gopkg.in/yaml')
    """
    key = package.casefold().replace("_", "-")
    return _GOPKG_MAJOR.sub(r"\1", _MAJOR.sub("", key))


class TechnologyTable:
    """Looks technologies up by any of their names; letter case does not count."""

    def __init__(self, technologies: Iterable[Technology]) -> None:
        self.technologies = tuple(technologies)
        self._names: dict[str, Technology] = {}
        self._packages: dict[str, Technology] = {}
        for tech in self.technologies:
            for name in (tech.name, *tech.aliases):
                self._names.setdefault(name.casefold(), tech)
            for package in tech.packages:
                self._packages.setdefault(package_key(package), tech)
                self._packages.setdefault(package_key(_ECOSYSTEM.sub("", package)), tech)
        for tech in self.technologies:
            for name in tech.imports:
                self._packages.setdefault(package_key(name), tech)

    def by_name(self, name: str) -> Technology | None:
        """Find what goes by this name, be it an ordinary word or not."""
        return self._names.get(name.casefold())

    def by_package(self, package: str) -> Technology | None:
        """Find what a manifest or an import calls by this name.

        The name may carry its ecosystem (`npm:redis`). What lies inside a package belongs to it:
        `github.com/x/y/sub` is found as `github.com/x/y`, `google.cloud.storage` as its longest
        listed part.
        """
        ecosystem = match.group() if (match := _ECOSYSTEM.match(package)) else ""
        key = package_key(package.removeprefix(ecosystem))
        while key:
            if found := self._packages.get(ecosystem + key):
                return found
            key = key[: max(key.rfind("/"), key.rfind("."), key.rfind(":"), 0)]
        return None

    def find(self, name: str) -> Technology | None:
        """Find what prose calls by this name, which may be a package's or an import's.

        An ordinary word names a technology only where it is written with a capital. What lies
        inside a package is not the package here: `redis.Client` names more than `redis`.
        """
        found = self.by_name(name) or self._packages.get(package_key(name))
        if found and found.ambiguous and name.islower() and _PLAIN_WORD.fullmatch(name):
            return None
        return found
