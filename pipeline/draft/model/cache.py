"""Answers by what was asked: a file each, named by the digest of the whole request."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from pipeline.draft.model.answer import Answer

_VERSION = 1


class AnswerCache:
    """Keeps good answers. Whatever can't be read is not there; whatever can't be kept is not kept.

    Args:
        folder: Where the files lie; it is made when the first answer comes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @staticmethod
    def key(request: Mapping[str, object]) -> str:
        """Give the key of a request: model, parameters, schema and messages."""
        text = json.dumps([_VERSION, request], sort_keys=True, ensure_ascii=False)
        return sha256(text.encode()).hexdigest()

    def get(self, key: str) -> Answer | None:
        """Give the answer that was kept under a key."""
        try:
            return Answer.model_validate_json(self._path(key).read_bytes())
        except (OSError, ValidationError):
            return None

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer; a reader sees a whole file or none."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                file.write(answer.model_dump_json().encode())
            os.replace(file.name, path)  # noqa: PTH105 - atomic, and named as such
        except OSError:
            return

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"
