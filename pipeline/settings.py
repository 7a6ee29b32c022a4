"""Settings: defaults, then user file, project file, environment, flags; each later one wins.

Unknown keys and bad values are refused, all of them in one error.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import platformdirs
from pydantic import Field, ValidationError

from pipeline import resources
from pipeline.domain.model import Model
from pipeline.domain.narrative import Language
from pipeline.errors import SettingsError

PROJECT_FILE = "gitvitae.toml"
_PREFIX = "GITVITAE_"
_Part = Annotated[float, Field(ge=0, le=1)]


class MineSettings(Model):
    """What counts as a person's work, and the limits of reading."""

    bots: tuple[str, ...]
    vendored: tuple[str, ...]
    generated: tuple[str, ...]
    types: tuple[str, ...]
    issues: tuple[str, ...]
    seconds: int
    bytes: int
    message: int
    cores: int
    cache: bool
    shallow: bool
    deep: int
    deep_seconds: int


class ClusterRules(Model):
    """What makes a phase."""

    commits: int
    gap_days: int


class DraftSettings(Model):
    """Which writer drafts, and within what limits."""

    writer: str
    lang: Language
    rounds: int
    budget: int
    base_url: str
    max_tokens: int
    timeout: float
    concurrency: int


class OwnershipPolicy(Model):
    """Least share of a phase's work, from 0 to 1, for what a sentence says of whose it is."""

    part: _Part
    main: _Part
    lead: _Part
    sole: _Part


class Policy(Model):
    """Which rules of the verifier apply, and their thresholds."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    coverage: float
    ownership: OwnershipPolicy


class Settings(Model):
    """All settings; one slice for each stage."""

    mine: MineSettings
    cluster: ClusterRules
    draft: DraftSettings
    verify: Policy


def user_file() -> Path:
    """Give the path of the user's settings file."""
    return platformdirs.user_config_path("gitvitae") / "config.toml"


def load(
    flags: Mapping[str, object] | None = None,
    *,
    directory: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """Put the settings together.

    Args:
        flags: Dotted keys (`draft.lang`) and values from the command line; None values are skipped.
        directory: Where the project file is looked for; the working directory by default.
        environment: Variables to read; the process's own by default.

    Raises:
        SettingsError: Some file can't be read, or some keys or values are wrong.
    """
    merged: dict[str, object] = tomllib.loads(resources.read_text("config", "default.toml"))
    origins: dict[str, str] = {}
    problems: list[str] = []
    for path in (user_file(), (directory or Path.cwd()) / PROJECT_FILE):
        if path.is_file():
            text = _read(path)
            _merge(merged, _flatten(_parse(text, path)), _lines(text, path), origins)
    variables = os.environ if environment is None else environment
    _merge(merged, _from_environment(variables), {}, origins, "environment")
    _merge(merged, {k: v for k, v in (flags or {}).items() if v is not None}, {}, origins, "option")
    try:
        return Settings.model_validate(merged)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            key = ".".join(str(part) for part in item["loc"])
            place = _place(key, origins)
            problems.append(f"{place}: {key}: {_explain(item['type'], item['msg'])}")
        raise SettingsError("; ".join(sorted(problems)), todo="gitvitae config show") from None


def _place(key: str, origins: Mapping[str, str]) -> str:
    """Say where a setting comes from; a whole section comes from where its first one does."""
    parts = key.split(".")
    known = (origins.get(name) for name in (key, ".".join(parts[:2])))
    inside = (place for name, place in origins.items() if name.startswith(f"{key}."))
    return next((place for place in (*known, *inside) if place), "settings")


def _explain(kind: str, message: str) -> str:
    return "no such setting" if kind == "extra_forbidden" else message.lower()


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"can't be read: {error}", where=str(path)) from error


def _parse(text: str, path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"not valid TOML: {error}", where=str(path)) from error


def _flatten(table: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= _flatten(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat


def _lines(text: str, path: Path) -> dict[str, str]:
    """Say for each dotted key on which line it stands."""
    places: dict[str, str] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("["):
            section = stripped.strip("[] ") + "."
        elif "=" in stripped and not stripped.startswith("#"):
            places[section + stripped.split("=")[0].strip()] = f"{path}:{number}"
    return places


def _from_environment(variables: Mapping[str, str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in sorted(variables):
        if name.startswith(_PREFIX) and "__" in name:
            key = name.removeprefix(_PREFIX).lower().replace("__", ".")
            found[key] = _value(variables[name])
    return found


def _value(text: str) -> object:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _merge(
    into: dict[str, object],
    flat: Mapping[str, object],
    places: Mapping[str, str],
    origins: dict[str, str],
    default_place: str = "settings",
) -> None:
    for key, value in flat.items():
        origins[key] = places.get(key, f"{default_place} {key}")
        *sections, last = key.split(".")
        table = into
        for section in sections:
            inner = table.setdefault(section, {})
            if not isinstance(inner, dict):
                break
            table = inner
        else:
            table[last] = value
