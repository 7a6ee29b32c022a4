"""The résumé as one HTML file that needs nothing else."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from pipeline.render.engine import environment, pin, read
from pipeline.render.lanes import lanes
from pipeline.render.summary import summary
from pipeline.render.view import ORDER, View

_CODE = re.compile(r"`([^`<>]{1,120})`")


def html(shown: View) -> str:
    """Write the page; its style and script are pinned by digest in its own policy."""
    style, script = read("style.css"), read("script.js")
    template = environment(autoescape=True).get_template("resume.html.j2")
    return template.render(
        view=shown,
        words=shown.words,
        order=ORDER[1:],
        lanes=lanes(shown),
        summary=summary(shown, str),
        prose=_prose,
        marked=any(claim.mark for claim in shown.claims),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        policy="; ".join(
            (
                "default-src 'none'",
                f"style-src '{pin(style)}'",
                f"script-src '{pin(script)}'",
                "base-uri 'none'",
                "form-action 'none'",
            )
        ),
    )


def _prose(text: str) -> Markup:
    """Show code spans as code; everything else is text."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped here
