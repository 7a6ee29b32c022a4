"""Rules: a code, what it means, and the check behind it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pydantic import TypeAdapter

from pipeline import resources
from pipeline.domain.model import Model
from pipeline.domain.narrative import Citation, Language, Slot
from pipeline.domain.verdict import Finding
from pipeline.settings import Policy
from pipeline.verify.case import Case

Objection = tuple[str, str]
"""A message that says what is wrong and what would mend it, and the words it is about."""
Check = Callable[[Case], Iterator[Objection]]


class Severity(StrEnum):
    """How bad it is. Every finding rejects; the severity orders them for the reader."""

    FATAL = "fatal"
    """The citation itself is worth nothing."""
    WRONG = "wrong"
    """The evidence says something else."""
    UNPROVED = "unproved"
    """The evidence does not say it."""


class Example(Model):
    """A sentence before the gate, judged against `example_evidence()`."""

    text: str
    slot: Slot = Slot.CHOICE
    lang: Language = Language.EN
    citations: tuple[Citation, ...] = ()


class Page(Model):
    """What `gitvitae explain CODE` prints: what the rule looks for, why, and how to mend it."""

    title: str
    severity: Severity
    what: str
    why: str
    mend: str
    failing: Example
    passing: Example


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the gate."""

    code: str
    page: Page
    checks: tuple[Check, ...]

    def findings(self, case: Case) -> Iterator[Finding]:
        """Give the rule's objections to one sentence."""
        for check in self.checks:
            for message, words in check(case):
                yield Finding(code=self.code, message=message, words=words)


@lru_cache
def pages() -> dict[str, Page]:
    """Read the rules' pages from `config/rules.toml`, by code."""
    tables = tomllib.loads(resources.read_text("config", "rules.toml"))
    return TypeAdapter(dict[str, Page]).validate_python(tables["rule"])


def selected(rules: Sequence[Rule], policy: Policy) -> tuple[Rule, ...]:
    """Give the rules that the policy switches on; the longest prefix that fits decides.

    A rule is on if some entry of `select` begins its code and no entry of `ignore` that is at
    least as long does.
    """
    codes = tuple(rule.code for rule in rules)
    on = _on(codes, policy.select, policy.ignore)
    return tuple(rule for rule in rules if rule.code in on)


@lru_cache(maxsize=64)
def _on(codes: tuple[str, ...], select: tuple[str, ...], ignore: tuple[str, ...]) -> frozenset[str]:
    return frozenset(code for code in codes if _reach(code, select) > _reach(code, ignore))


def _reach(code: str, prefixes: Iterable[str]) -> int:
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)
