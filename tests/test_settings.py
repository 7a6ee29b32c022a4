"""Settings: later ones win, and whatever is wrong is named with its place, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import settings
from pipeline.errors import SettingsError


def project(folder: Path, text: str) -> Path:
    """Write a project file."""
    (folder / settings.PROJECT_FILE).write_text(text, encoding="utf-8")
    return folder


def test_defaults_are_complete(tmp_path: Path) -> None:
    """Without any file every setting has its default."""
    assert settings.load(directory=tmp_path, environment={}).draft.writer == "extractive"


def test_later_ones_win(tmp_path: Path) -> None:
    """The user file gives way to the project file, that to the environment, that to flags."""
    user = settings.user_file()
    user.parent.mkdir(parents=True, exist_ok=True)
    keys = ("rounds", "budget", "max_tokens", "concurrency")
    try:
        user.write_text("[draft]\n" + "".join(f"{key} = 11\n" for key in keys), encoding="utf-8")
        project(tmp_path, "[draft]\n" + "".join(f"{key} = 12\n" for key in keys[1:]))
        variables = {f"GITVITAE_DRAFT__{key.upper()}": "13" for key in keys[2:]}
        flags = {"draft.concurrency": 14, "draft.lang": None}
        found = settings.load(flags, directory=tmp_path, environment=variables).draft
    finally:
        user.unlink()
    assert [getattr(found, key) for key in keys] == [11, 12, 13, 14]
    assert found.lang.value == "en"


def test_all_that_is_wrong_is_named(tmp_path: Path) -> None:
    """Unknown keys, bad values and a whole unknown section each come with their line."""
    project(tmp_path, '[draft]\nrounds = "many"\nspeed = 1\n[tune]\ndeep.er = 2\n')
    with pytest.raises(SettingsError) as caught:
        settings.load(directory=tmp_path, environment={"GITVITAE_VERIFY__STRICT": "true"})
    said = str(caught.value)
    for part in ("toml:2: draft.rounds", "toml:3: draft.speed", "toml:5: tune", "verify.strict"):
        assert part in said
    assert "\n" not in said


@pytest.mark.parametrize("text", ["draft = 3\n", "[[draft]]\nrounds = 1\n"])
def test_section_of_another_kind(text: str, tmp_path: Path) -> None:
    """A section that is no table is refused, not taken apart."""
    with pytest.raises(SettingsError, match="draft"):
        settings.load(directory=project(tmp_path, text), environment={})


def test_unreadable_file(tmp_path: Path) -> None:
    """A file that is not UTF-8 is named."""
    (tmp_path / settings.PROJECT_FILE).write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=r"gitvitae\.toml: can't be read"):
        settings.load(directory=tmp_path, environment={})
