"""Java and Kotlin: Maven and Gradle."""

from __future__ import annotations

import re
from collections.abc import Iterator

Names = Iterator[tuple[str, str | None]]

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DEPENDENCY = re.compile(r"<dependency>(?P<inside>.{0,4000}?)</dependency>", re.DOTALL)
_PROPERTY = re.compile(r"<(?P<name>[\w.-]+)>(?P<value>[^<]*)</(?P=name)>")
_GRADLE = re.compile(
    r"""^\s*(?P<way>\w*(?:[iI]mplementation|[aA]pi|[cC]ompile|[cC]ompileOnly|[rR]untime"""
    r"""|[rR]untimeOnly|kapt|ksp|annotationProcessor|classpath|[pP]rovided))[\s(]+"""
    r"""(?:platform\()?["'](?P<group>[\w.-]+):(?P<name>[\w.-]+)(?::(?P<version>[^"':@]+))?"""
)
_GRADLE_MAP = re.compile(
    r"""group\s*[:=]\s*["'](?P<group>[\w.-]+)["']\s*,\s*name\s*[:=]\s*["'](?P<name>[\w.-]+)["']"""
    r"""(?:\s*,\s*version\s*[:=]\s*["'](?P<version>[^"']+))?"""
)


def read_pom(text: str) -> Names:
    """Read pom.xml as text: an XML parser would follow what a hostile file tells it to."""
    text = _COMMENT.sub("", text)
    known = {match["name"]: match["value"].strip() for match in _PROPERTY.finditer(text)}
    for match in _DEPENDENCY.finditer(text):
        row = {m["name"]: m["value"].strip() for m in _PROPERTY.finditer(match["inside"])}
        if "artifactId" in row:
            version = row.get("version", "")
            inner = re.fullmatch(r"\$\{(.+)\}", version)
            if inner:
                version = known.get(inner[1], version)
            yield f"{row.get('groupId', '')}:{row['artifactId']}", version or None


def read_gradle(text: str) -> Names:
    """Read the coordinates that a Gradle build names literally; it is code, and is not run."""
    for line in text.splitlines():
        match = _GRADLE.match(line) or _GRADLE_MAP.search(line)
        if match:
            yield f"{match['group']}:{match['name']}", match["version"]
