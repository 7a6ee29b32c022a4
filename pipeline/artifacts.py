"""Stage outputs and the ledger on disk: read strictly, written whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from glob import escape
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from pipeline.domain.commit import Commit
from pipeline.domain.evidence import Evidence
from pipeline.domain.timeline import Ledger
from pipeline.errors import FormatError, UsageError

try:
    import fcntl
except ImportError:  # pragma: no cover - not every system has advisory locks
    fcntl = None  # type: ignore[assignment]

LEDGER = "ledger.json"
MARKDOWN = "resume.md"
HTML = "resume.html"
JSON_RESUME = "resume.json"
SCHEMA_VERSION = 1

_PART = ".part"
"""How the names of files end that have not taken their places."""

_EVIDENCE: TypeAdapter[Evidence] = TypeAdapter(Evidence)
_RARE = {
    "commit": ("co_authors", "labels", "reverts"),
    "pull_request": ("squash_commit", "taken_out"),
    "metric": (),
}
"""Keys that packs hold only where there is something to say, by the kind of evidence."""
_BESIDE = ("reverted_by", "copies", "issues", "type", "scope", "code", "census")
"""Keys that packs hold where there is something to say, and that no wording depends on."""
_SHOWN = 5
"""Malformed lines that one message names; the rest are counted."""


def digest(*parts: str | BaseModel) -> str:
    """Give the SHA-256 over texts and models, in order; equal input gives equal digests."""
    total = sha256()
    for part in parts:
        text = part.model_dump_json() if isinstance(part, BaseModel) else part
        data = text.encode("utf-8", "surrogatepass")
        total.update(str(len(data)).encode() + b":" + data)
    return total.hexdigest()


def read_text(path: Path) -> str:
    """Read a UTF-8 file.

    Raises:
        UsageError: It is not there, can't be read or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise UsageError("there is no such file", where=str(path)) from None
    except UnicodeDecodeError as error:
        raise FormatError(f"not UTF-8 at byte {error.start}", where=str(path)) from None
    except OSError as error:
        raise UsageError(f"can't be read: {error.strerror}", where=str(path)) from None


def write_evidence(item: Evidence) -> str:
    """Give one evidence as a line of a pack, without the line's end.

    What mining saw in a diff's imports is not kept: it serves clustering, never a verdict.
    """
    data = item.model_dump(mode="json", by_alias=True)
    if data["kind"] == "commit":
        data.pop("imports")
    for key in _RARE[data["kind"]]:
        value = data.pop(key)
        data |= {key: value} if value else {}
    if isinstance(item, Commit):
        beside = {key: value for key in _BESIDE if (value := getattr(item, key))}
        data |= to_jsonable_python(beside)
    return json.dumps(data, ensure_ascii=False)


def read_evidence(text: str, where: str) -> list[Evidence]:
    """Read a pack: evidence as JSON, one item a line; empty lines are skipped.

    Raises:
        FormatError: Some lines are malformed; the one message names them by number.
    """
    items: list[Evidence] = []
    problems: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            items.append(_EVIDENCE.validate_python(parse(line)))
        except (ValueError, RecursionError) as error:
            problems.append(f"line {number}: {_complaint(error)}")
    if problems:
        raise FormatError(summary(problems), where=where, todo="make it again with gitvitae mine")
    return items


def parse(line: str) -> object:
    """Read one line of JSON Lines.

    JSON may escape half of a character, which no file can hold: it could be read, but not shown.

    Raises:
        ValueError: It is not JSON, or holds half a character.
        RecursionError: It is nested too deeply.
    """
    data: object = json.loads(line)
    if "\\u" in line:
        json.dumps(data, ensure_ascii=False).encode()
    return data


def summary(problems: Sequence[str]) -> str:
    """Name the first malformed lines of a file and count the rest."""
    more = len(problems) - _SHOWN
    return "; ".join(problems[:_SHOWN]) + (f"; and {more} more lines" if more > 0 else "")


def not_a(noun: str, error: ValueError | RecursionError) -> str:
    """Say why a line of JSON Lines is not what it should be, its keys aside."""
    match error:
        case json.JSONDecodeError():
            return f"not JSON: {error.msg.lower()}"
        case UnicodeEncodeError():
            return "holds half a character (a lone surrogate)"
        case RecursionError():
            return "nested too deeply"
        case _:
            return f"not {noun}"


def _complaint(error: ValueError | RecursionError) -> str:
    if isinstance(error, ValidationError):
        return _first_complaint(error)
    return not_a("an evidence", error)


def _first_complaint(error: ValidationError) -> str:
    """Name the first bad key; the kinds of evidence that the line is not are left aside."""
    items = error.errors(include_url=False, include_input=False, include_context=False)
    meant = [e for e in items if (e["loc"][0], "kind") not in {x["loc"][:2] for x in items}]
    first = (meant or items)[0]
    place = ".".join(str(part) for part in first["loc"][1:]) if meant else "kind"
    return f"{place}: {first['msg'].lower()}" if place else "not an evidence"


def write_ledger(ledger: Ledger) -> str:
    """Give the ledger's text: JSON, two spaces, keys in the order of the models."""
    return ledger.model_dump_json(indent=2) + "\n"


def read_ledger(path: Path) -> Ledger:
    """Read a ledger.

    Raises:
        UsageError: It can't be read.
        FormatError: It is no ledger, or one of another version.
    """
    return parse_ledger(read_text(path), path)


def parse_ledger(text: str, path: Path) -> Ledger:
    """Read a ledger's text.

    Raises:
        FormatError: It is no ledger, or one of another version.
    """
    try:
        ledger = Ledger.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        what = f"no ledger of gitvitae: {key or 'file'}: {first['msg'].lower()}"
        todo = "make it again with gitvitae draft"
        raise FormatError(what, where=str(path), todo=todo) from None
    if ledger.schema_version != SCHEMA_VERSION:
        what = f"schema version {ledger.schema_version}, this gitvitae reads {SCHEMA_VERSION}"
        raise FormatError(what, where=str(path), todo="make it again with gitvitae draft")
    return ledger


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold a folder so that no second run writes into it; made if missing.

    Folders that were made for a run that left nothing in them go with it.

    Raises:
        UsageError: The folder can't be made, or another run holds it.
    """
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        _remove_empty(made)
        raise UsageError(f"can't be used: {error.strerror}", where=str(folder)) from None
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        what = "another run of gitvitae is writing here"
        raise UsageError(
            what, where=str(folder), todo="wait for it, or choose another --out"
        ) from None
    finally:
        _remove_empty(made)
        os.close(handle)


def _remove_empty(folders: Sequence[Path]) -> None:
    """Remove folders, innermost first, up to the first that holds something."""
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()


def write_all(folder: Path, files: Mapping[str, str]) -> None:
    """Write files so that each is either the old one or the new one, never a part.

    All are written beside their targets first; only when every one is whole and on disk do they
    take their places, in the order given; if one can't, all are as they were. A file that would
    not change is not touched. What a killed run left goes, so the folder must be held.

    Raises:
        UsageError: The disk is full or refuses; the earlier files are whole.
    """
    staged: list[tuple[str, Path]] = []
    try:
        _sweep(folder, files)
        for name, text in files.items():
            data = text.encode("utf-8", "replace")
            target = folder / name
            if target.is_file() and target.read_bytes() == data:
                continue
            staged.append((_stage(folder, name, data), target))
        _take_places(staged)
    except OSError as error:
        what = f"can't be written: {error.strerror}; the earlier files are untouched"
        raise UsageError(what, where=str(folder)) from None
    finally:
        for temporary, _ in staged:
            for left in (temporary, _aside(temporary)):
                with suppress(OSError):
                    Path(left).unlink()


def _take_places(staged: Sequence[tuple[str, Path]]) -> None:
    """Rename the files; going back is renaming too, because a full disk allows nothing else."""
    for temporary, target in staged:
        if target.exists():
            os.link(target, _aside(temporary))
    placed: list[tuple[str, Path]] = []
    try:
        for temporary, target in staged:
            Path(temporary).replace(target)
            placed.append((temporary, target))
    except OSError:
        for temporary, target in placed:
            old = Path(_aside(temporary))
            if old.exists():
                old.replace(target)
            else:
                target.unlink(missing_ok=True)
        raise


def _aside(temporary: str) -> str:
    return temporary.removesuffix(_PART) + f".old{_PART}"


def _sweep(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        for left in folder.glob(f".{escape(name)}.*{_PART}"):
            left.unlink(missing_ok=True)


def _stage(folder: Path, name: str, data: bytes) -> str:
    handle, temporary = tempfile.mkstemp(prefix=f".{name}.", suffix=_PART, dir=folder)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    return temporary
