"""The technology lexicon keeps its form."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from pipeline import resources
from pipeline.domain.technology import package_key

KINDS = frozenset(
    [
        "async",
        "auth",
        "build",
        "cache",
        "ci",
        "cli",
        "cloud",
        "compression",
        "config",
        "container",
        "crypto",
        "data",
        "database-driver",
        "docs",
        "feature-flags",
        "format",
        "frontend",
        "http-client",
        "http-server",
        "id-generation",
        "language",
        "lint",
        "logging",
        "messaging",
        "metrics",
        "ml",
        "orchestration",
        "orm",
        "os",
        "packaging",
        "profiling",
        "queue",
        "resilience",
        "rpc",
        "scheduler",
        "search",
        "security",
        "serialization",
        "storage",
        "testing",
        "tracing",
        "typing",
    ]
)
PACKAGE = {
    "golang": re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/[\w.~-]+)*"),
    "pypi": re.compile(r"[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?"),
    "npm": re.compile(r"(@[a-z0-9-]+/)?[a-z0-9][a-z0-9._-]*"),
    "cargo": re.compile(r"[a-z][a-z0-9_-]*"),
    "maven": re.compile(r"[\w.-]+:[\w.-]+"),
    "gem": re.compile(r"[a-z][a-z0-9_-]*"),
    "composer": re.compile(r"[a-z0-9-]+/[a-z0-9._-]+"),
}
WORDS = [
    "Go",
    "Chi",
    "Echo",
    "Gin",
    "Click",
    "Flask",
    "Requests",
    "Express",
    "Rust",
    "Rails",
    "Rocket",
    "Slim",
    "Got",
    "Fiber",
    "Temporal",
    "Prefect",
    "Celery",
    "Motor",
    "Bottle",
    "Falcon",
    "Pyramid",
    "Black",
    "Rich",
    "Textual",
    "Cobra",
    "Viper",
    "Helm",
    "Vault",
    "Make",
    "Task",
    "Poetry",
    "Hatch",
    "Yarn",
    "React",
    "Angular",
    "Ember",
    "Bootstrap",
    "Trio",
    "pandas",
    "Ray",
    "Hypothesis",
    "Jest",
    "Mocha",
    "Cypress",
    "Puppeteer",
    "Playwright",
    "Criterion",
    "clap",
    "hyper",
    "warp",
    "just",
    "kind",
    "age",
    "ring",
    "six",
    "attrs",
    "regexp",
    "Delve",
]

TABLE = resources.technologies()


def _duplicates(names: list[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def test_the_list_is_long_enough() -> None:
    """Names and roles can only be read where technologies are known: 800 at the least."""
    assert len(TABLE.technologies) >= 800


def test_no_name_belongs_to_two_technologies() -> None:
    """A name in prose leads to one technology, letter case aside."""
    names = [n.casefold() for t in TABLE.technologies for n in (t.name, *t.aliases)]
    assert _duplicates(names) == []


def test_no_package_belongs_to_two_technologies() -> None:
    """A package of one registry leads to one technology, major versions aside."""
    packages = [package_key(p) for t in TABLE.technologies for p in t.packages]
    assert _duplicates(packages) == []


def test_no_import_belongs_to_two_technologies() -> None:
    """An import name leads to one technology."""
    assert _duplicates([i for t in TABLE.technologies for i in t.imports]) == []


def test_every_entry_is_well_formed() -> None:
    """Kinds come from the fixed list; names are trimmed; packages have their registry's form."""
    assert [t.name for t in TABLE.technologies if t.kind not in KINDS] == []
    assert [t.name for t in TABLE.technologies if not t.name or t.name != t.name.strip()] == []
    assert [p for t in TABLE.technologies for p in t.packages if not _is_package(p)] == []


def _is_package(package: str) -> bool:
    ecosystem, _, name = package.partition(":")
    return ecosystem in PACKAGE and bool(PACKAGE[ecosystem].fullmatch(name))


@pytest.mark.parametrize("word", WORDS)
def test_ordinary_words_are_marked(word: str) -> None:
    """A name that is also a word is found in prose only with its capital."""
    tech = TABLE.by_name(word)
    assert tech
    assert tech.ambiguous
    assert TABLE.find(word.lower()) is None


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("github.com/robfig/cron/v3", "robfig/cron"),
        ("gopkg.in/yaml.v2", "go-yaml"),
        ("golang:gopkg.in/yaml.v2", "go-yaml"),
        ("@docusaurus/plugin-sitemap", "Docusaurus"),
        ("Crypto.Cipher.AES", "PyCryptodome"),
        ("ldap.filter", "LDAP"),
        ("org.springframework.kafka.core.KafkaTemplate", "Spring Kafka"),
        ("redis.clients.jedis.Jedis", "Jedis"),
        ("org.junit.Test", "JUnit"),
        ("golang.org/x/net/context", "context (Go)"),
        ("bs4", "Beautiful Soup"),
        ("yaml", "PyYAML"),
        ("org.apache.kafka:kafka-clients", "kafka-clients"),
        ("@apollo/client", "Apollo"),
        ("npm:redis", "node-redis"),
        ("github.com/opentracing/opentracing-go/ext", "OpenTracing"),
        ("go.opentelemetry.io/otel/sdk/trace", "OpenTelemetry"),
    ],
)
def test_packages_and_imports_lead_to_their_technology(name: str, canonical: str) -> None:
    """The names that manifests and imports use are known."""
    tech = TABLE.by_package(name)
    assert tech
    assert tech.name == canonical


@pytest.mark.parametrize("path", ["crypto", "crypto/md5", "itertools", "tempfile", "glob"])
def test_parts_of_a_language_are_no_package_of_another(path: str) -> None:
    """What Go or Python brings along is not what another ecosystem calls by the same word."""
    tech = TABLE.by_package(path)
    assert tech is None or tech.standard


@pytest.mark.parametrize(
    ("name", "canonical"),
    [("K8s", "Kubernetes"), ("otel", "OpenTelemetry"), ("定时任务", "cron"), ("协程", "goroutine")],
)
def test_other_names_in_prose_are_known(name: str, canonical: str) -> None:
    """Short and Chinese names lead to the same technology."""
    tech = TABLE.find(name)
    assert tech
    assert tech.name == canonical
