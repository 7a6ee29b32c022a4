"""A tracked .mailmap: which identities a repository says are one person's.

Anyone who can commit can write it, so it serves one labelled step only: to add further
identities of a person who was asked for. It never renames anyone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.domain.person import Identity

_LINE = re.compile(
    r"^\s*(?P<name>[^<#]*?)\s*<(?P<email>[^<>]*)>"
    r"(?:\s*(?P<old_name>[^<#]*?)\s*<(?P<old_email>[^<>]*)>)?\s*(?:#.*)?$"
)
_LARGEST = 1 << 20

Entry = tuple[Identity, Identity]
"""The proper identity, and one that was committed under; an empty name fits any."""


def read_mailmap(content: bytes) -> list[Entry]:
    """Read the entries; lines of another form are passed over."""
    entries = []
    for line in content[:_LARGEST].decode("utf-8-sig", errors="replace").splitlines():
        match = _LINE.match(line)
        if match:
            proper = Identity(name=match["name"], email=match["email"])
            old = match["old_email"]
            committed = Identity(name=match["old_name"], email=old) if old else proper
            entries.append((proper, committed))
    return entries


def same_person(
    wanted: Iterable[Identity], known: Iterable[Identity], entries: list[Entry]
) -> tuple[Identity, ...]:
    """Give the known identities that the entries tie to the wanted ones, without those."""
    owned = {identity.key for identity in wanted}
    tied = {_proper(identity, entries) for identity in known if identity.key in owned} | owned
    found = {
        identity.key: identity
        for identity in known
        if identity.key not in owned and _proper(identity, entries) in tied
    }
    return tuple(found[key] for key in sorted(found))


def meant_by(address: str, known: Iterable[Identity], entries: list[Entry]) -> list[Identity]:
    """Give the known identities whose proper address this is, though nobody committed under it."""
    sought = address.strip().casefold()
    return [identity for identity in known if sought and _proper(identity, entries) == sought]


def _proper(identity: Identity, entries: list[Entry]) -> str:
    email, name = identity.email.casefold(), identity.name.casefold()
    for proper, committed in entries:
        fits = committed.email.casefold() == email
        if fits and proper != committed and committed.name.casefold() in {"", name}:
            return proper.key
    return identity.key
