"""Technologies and the names they go by."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.domain.model import Model


class Technology(Model):
    """A technology: canonical name, other names in prose, package names, import names.

    A package is written `ecosystem:name`, ecosystems as in package URLs: golang, pypi, npm,
    cargo, maven, gem, composer. `standard` marks what comes with a language.
    """

    name: str
    aliases: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    kind: str = ""
    standard: bool = False


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
                self._packages.setdefault(package.partition(":")[2].casefold(), tech)
            for name in tech.imports:
                self._packages.setdefault(name.casefold(), tech)

    def by_name(self, name: str) -> Technology | None:
        """Find what prose calls by this name."""
        return self._names.get(name.casefold())

    def by_package(self, package: str) -> Technology | None:
        """Find what a manifest or an import calls by this name."""
        return self._packages.get(package.casefold())

    def find(self, name: str) -> Technology | None:
        """Find a technology by prose name, package or import."""
        return self.by_name(name) or self.by_package(name)
