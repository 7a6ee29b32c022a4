"""Prompts as files: one set of templates for each language, and the digest of a set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from pipeline import resources
from pipeline.domain.narrative import Language

_PARTS = ("system", "user", "repair")


@dataclass(frozen=True)
class Prompt:
    """The prompts of one language, resolved; `digest` names exactly these texts."""

    lang: Language
    templates: tuple[tuple[str, str], ...]

    @property
    def digest(self) -> str:
        """Give the SHA-256 over the language and the texts of all parts."""
        total = sha256(self.lang.encode())
        for name, text in self.templates:
            total.update(f"\0{name}\0{text}".encode())
        return total.hexdigest()

    def render(self, part: str, values: Mapping[str, object]) -> str:
        """Fill in one part: `system`, `user` or `repair`.

        What comes from a repository enters as values only; a template can neither reach Python
        nor change what it is given, and a name that is not given is an error.
        """
        from jinja2 import FunctionLoader, StrictUndefined  # noqa: PLC0415 - 0.1 s of start-up
        from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 - the same

        environment = ImmutableSandboxedEnvironment(
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            loader=FunctionLoader(dict(self.templates).get),
            autoescape=False,
        )
        return environment.get_template(part).render(values)


def build_prompt(lang: Language) -> Prompt:
    """Read the prompts of one language."""
    return Prompt(
        lang=lang,
        templates=tuple(
            (part, resources.read_text("prompts", f"draft/{lang.value}/{part}.j2"))
            for part in _PARTS
        ),
    )
