"""How technologies are found by their names."""

from __future__ import annotations

import pytest

from pipeline.domain.technology import Technology, TechnologyTable, package_key

TABLE = TechnologyTable(
    (
        Technology(name="robfig/cron", packages=("golang:github.com/robfig/cron/v3",)),
        Technology(name="go-yaml", packages=("golang:gopkg.in/yaml.v3",)),
        Technology(name="Redis", aliases=("远程字典",)),
        Technology(name="redis-py", packages=("pypi:redis",)),
        Technology(name="node-redis", packages=("npm:redis",)),
        Technology(name="PyYAML", packages=("pypi:PyYAML",), imports=("yaml",)),
        Technology(name="Cloud Storage", imports=("google.cloud.storage",)),
        Technology(name="Requests", packages=("pypi:requests",), ambiguous=True),
        Technology(name="npm", packages=("npm:npm",)),
        Technology(name="Spring", imports=("org.springframework",)),
        Technology(name="Spring Boot", imports=("org.springframework.boot",)),
        Technology(name="Kafka clients", packages=("maven:org.apache.kafka:kafka-clients",)),
    )
)


@pytest.mark.parametrize(
    "package",
    [
        "github.com/robfig/cron",
        "github.com/robfig/cron/v2",
        "github.com/robfig/cron/v3/internal/spec",
        "golang:github.com/Robfig/cron/v3",
    ],
)
def test_majors_and_subpackages_are_one_technology(package: str) -> None:
    """A major version or a folder of a Go module is no other technology."""
    found = TABLE.by_package(package)
    assert found
    assert found.name == "robfig/cron"


def test_gopkg_majors_are_stripped() -> None:
    """The version that gopkg.in puts behind a dot does not count either."""
    found = TABLE.by_package("gopkg.in/yaml.v2")
    assert found
    assert found.name == "go-yaml"
    assert package_key("gopkg.in/go-redis/redis.v5/internal") == "gopkg.in/go-redis/redis/internal"


def test_a_neighbouring_module_is_not_found() -> None:
    """Only whole parts of a path count: a common beginning makes no technology."""
    assert TABLE.by_package("github.com/robfig/cronexpr") is None
    assert TABLE.by_package("github.com/robfig") is None
    assert TABLE.by_package("") is None


def test_the_ecosystem_decides_between_namesakes() -> None:
    """Packages of the same name in two registries are kept apart where the registry is known."""
    names = [TABLE.by_package(p) for p in ("npm:redis", "pypi:redis", "redis")]
    assert [tech.name for tech in names if tech] == ["node-redis", "redis-py", "redis-py"]


def test_a_maven_coordinate_is_found_with_and_without_its_ecosystem() -> None:
    """The colon inside a coordinate is part of the name."""
    coordinate = "org.apache.kafka:kafka-clients"
    assert TABLE.by_package(coordinate) == TABLE.by_package("maven:" + coordinate)
    assert TABLE.by_package(coordinate) is not None


def test_imports_and_their_inner_modules_are_found() -> None:
    """An import name leads to its package, and so does a module inside it."""
    found = TABLE.by_package("google.cloud.storage.blob")
    assert found
    assert found.name == "Cloud Storage"
    assert TABLE.by_package("yaml")
    assert TABLE.find("yaml") == TABLE.by_package("yaml")


def test_a_word_names_an_ambiguous_technology_only_with_a_capital() -> None:
    """Requests are sent all day; Requests is a library."""
    assert TABLE.find("requests") is None
    assert TABLE.find("Requests") is not None
    assert TABLE.by_package("requests") is not None
    assert TABLE.find("redis") is not None


def test_prose_that_names_a_part_does_not_name_the_whole() -> None:
    """Two members of one package must stay two names for the gate."""
    assert TABLE.find("yaml.SafeLoader") is None
    assert TABLE.by_package("yaml.SafeLoader") is not None


def test_the_longest_listed_part_counts() -> None:
    """A coordinate falls back to its group before it falls back to what holds the group."""
    found = TABLE.by_package("org.springframework.boot:spring-boot-starter-mail")
    assert found
    assert found.name == "Spring Boot"


def test_an_ecosystem_is_not_a_package() -> None:
    """An unknown package of a registry does not fall back to the registry's own tool."""
    assert TABLE.by_package("npm:left-pad") is None
