"""A measurement, as evidence."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pipeline.domain.model import Foreign


class Metric(Foreign):
    """A quantity measured before and after, and where the figures come from."""

    kind: Literal["metric"] = "metric"
    id: str
    name: str
    unit: str = ""
    before: Decimal | None = None
    after: Decimal | None = None
    source: str = ""
