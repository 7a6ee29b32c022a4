"""Timeline → Markdown, HTML or JSON Resume. Pure: the same timeline gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from pipeline.domain.timeline import Timeline
from pipeline.render.json_resume import json_resume
from pipeline.render.markdown import markdown, scaffold
from pipeline.render.merge import merge
from pipeline.render.mermaid import mermaid
from pipeline.render.page import html
from pipeline.render.view import view

__all__ = ["Template", "merge", "mermaid", "render", "scaffold"]


class Template(StrEnum):
    """The forms a résumé takes."""

    MARKDOWN = "markdown"
    HTML = "html"
    JSON_RESUME = "json_resume"


def render(timeline: Timeline, template: Template) -> str:
    """Write the résumé.

    Args:
        timeline: What it says; every text in it is hostile until proved otherwise.
        template: In which form.
    """
    forms: dict[Template, Callable[[], str]] = {
        Template.MARKDOWN: lambda: markdown(view(timeline)),
        Template.HTML: lambda: html(view(timeline)),
        Template.JSON_RESUME: lambda: json_resume(view(timeline)),
    }
    return forms[template]()
