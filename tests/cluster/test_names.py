"""What names mean the same technology, and where sentences say that one replaced another."""

from __future__ import annotations

import pytest

from pipeline.cluster.area import area
from pipeline.cluster.cue import cues
from pipeline.cluster.headline import is_routine, object_phrase
from pipeline.cluster.name import is_named, of_import, of_package, of_phrase


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("github.com/robfig/cron/v2", "github.com/robfig/cron/v3"),
        ("github.com/unheard/of/v2", "github.com/unheard/of"),
        ("gopkg.in/unheard.v1", "gopkg.in/unheard.v2"),
        ("github.com/old-owner/thing", "github.com/new-owner/thing"),
    ],
)
def test_major_versions_and_homes_are_one(one: str, other: str) -> None:
    """A package keeps its identity through major versions and moves."""
    assert of_package(one).key == of_package(other).key


def test_an_import_is_its_module() -> None:
    """What is imported from inside a module is that module."""
    assert of_import("github.com/unheard/of/inner/part").key == of_package("x.org/a/of").key


def test_a_modifier_is_not_what_was_given_up() -> None:
    """The head of a noun phrase says what was given up: instrumentation, not gRPC."""
    assert not of_phrase("gRPC instrumentation", by_head=True).known
    assert of_phrase("the old gRPC library", by_head=True).known


def test_a_single_letter_names_nothing_of_its_own() -> None:
    """A folder `y` is no technology that one could give up; `yq` may be one."""
    assert not of_phrase("y").key
    assert of_phrase("yq").key


def test_prose_names_packages_across_spaces() -> None:
    """Prose names a package also where it writes it in several words."""
    assert is_named(of_package("hstspreload"), "Drop HSTS Preloading")


@pytest.mark.parametrize(
    ("sentence", "origin", "target"),
    [
        ("Replace google/uuid with rs/xid for compact ids", "google/uuid", "xid"),
        ("Migrate from Redis to Kafka", "Redis", "Kafka"),
        ("Use Ruff instead of Flake8", "Flake8", "Ruff"),
        ("Drop chardet in favour of charset-normalizer", "chardet", "charset-normalizer"),
        ("Swap out Redis for Kafka (#12)", "Redis", "Kafka"),
        ("将 Redis 替换为 Kafka", "Redis", "Kafka"),
        ("用 Kafka 替换 Redis", "Redis", "Kafka"),
        ("Remove Redis", "Redis", ""),
    ],
)
def test_a_replacement_is_read(sentence: str, origin: str, target: str) -> None:
    """The plainest cue of a sentence gives both sides in their roles."""
    first = cues(sentence)[0]
    assert (first.origin.title, first.target.title) == (origin, target)


@pytest.mark.parametrize(
    "sentence",
    ["Fix typo in comment", "Bump redis from 1.0 to 2.0", "Replace tabs in tests with spaces"],
)
def test_no_replacement_is_read_into_other_words(sentence: str) -> None:
    """Versions, typos and tests replace no technology."""
    assert not [c for c in cues(sentence) if c.origin.key and c.target.key]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("internal/rdb/rdb.go", "internal/rdb"),
        ("plugin/storage/es/spanstore/reader.go", "plugin/storage/es"),
        ("app/_client.py", "app/_client"),
        ("src/app/json/tag.py", "src/app/json"),
        ("client_test.go", "client"),
        ("docs/guide.md", "(documentation)"),
        (".github/workflows/ci.yml", "(tooling)"),
    ],
)
def test_a_path_lies_in_an_area(path: str, name: str) -> None:
    """Areas are two levels deep, below containers; single files stand for themselves."""
    assert area(path, frozenset({"app"})) == name


@pytest.mark.parametrize(
    ("subject", "phrase"),
    [
        ("feat(rdb): add ExtendLease method (#12)", "ExtendLease method"),
        ("[hotrod] Stop supporting Jaeger exporter", "supporting Jaeger exporter"),
        ("Retry deliveries because receivers are slow", "deliveries"),
    ],
)
def test_a_subject_is_about_its_object(subject: str, phrase: str) -> None:
    """The object of a subject is what stays without type, scope, verb, clause and number."""
    assert object_phrase(subject) == phrase


def test_releases_are_routine() -> None:
    """Releases and bumps are no work on a topic; a feature is."""
    assert is_routine("Version 0.11.0")
    assert is_routine("chore: bump deps")
    assert not is_routine("Add version negotiation")
