"""The base of every model."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A frozen value; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)


class Foreign(BaseModel):
    """A frozen value read from a format that others may extend; unknown fields are dropped."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)
