"""One page of pull requests, and where the next one begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from pipeline.errors import ForgeError
from pipeline.mine.forges.shapes import Row
from pipeline.mine.forges.told import Told

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Page:
    """What one request brought.

    Args:
        told: Its pull requests.
        place: Where to go on, now or at the next run; only the reader that gave it understands it.
        is_last: There is nothing more for now.
    """

    told: tuple[Told, ...]
    place: str
    is_last: bool


class LostPlaceError(ForgeError):
    """The forge does not know the place any more: all is to be asked again."""


class Reader(Protocol):
    """Reads the pull requests of one repository page by page."""

    def page(self, place: str, size: int) -> Page:
        """Read the page that begins at a place; the empty place is the beginning.

        Raises:
            TooMuchError: The page is too large for the forge.
            LostPlaceError: The place is unknown.
            ForgeError: No usable answer came.
        """
        ...


def read_rows(data: Any, model: type[M], host: str) -> list[M]:  # noqa: ANN401 - not yet checked
    """Give the rows of an answer as the forge documents them.

    Raises:
        ForgeError: They are something else.
    """
    try:
        return TypeAdapter(list[model]).validate_python(data)  # type: ignore[valid-type]
    except ValidationError as error:
        raise _strange(error, host) from None


def read_place(place: str, model: type[M]) -> M:
    """Give what a place says; an empty or a broken one is the beginning."""
    try:
        return model.model_validate_json(place or "{}")
    except ValidationError:
        return model()


def tell(rows: Iterable[Row], host: str) -> tuple[Told, ...]:
    """Give the rows of an answer in the common form.

    Raises:
        ForgeError: A value in them can't be a pull request's.
    """
    try:
        return tuple(row.told() for row in rows)
    except ValidationError as error:
        raise _strange(error, host) from None


def _strange(error: ValidationError, host: str) -> ForgeError:
    first = error.errors(include_url=False, include_input=False)[0]
    key = ".".join(map(str, first["loc"])) or "answer"
    return ForgeError(f"answers what it does not document: {key}: {first['msg']}", where=host)
