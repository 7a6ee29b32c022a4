"""Who did it."""

from __future__ import annotations

from functools import cached_property

from pipeline.domain.model import Foreign, Model


class Identity(Foreign):
    """A name and an e-mail address as a commit records them.

    Two identities are the same person's when their addresses are equal, letter case aside.
    """

    name: str = ""
    email: str = ""

    @property
    def key(self) -> str:
        """Give what identities are compared by: the address, or the name where there is none."""
        return (self.email or self.name).strip().casefold()


class Person(Model):
    """The résumé's owner: a display name and every identity they have committed under."""

    name: str
    identities: tuple[Identity, ...]

    def owns(self, identity: Identity) -> bool:
        """Tell whether the identity is one of this person's."""
        return identity.key in self._keys

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(own.key for own in self.identities)
