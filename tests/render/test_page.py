"""The résumé as one HTML file."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from pipeline.domain.narrative import Language
from pipeline.domain.timeline import Timeline
from pipeline.render import Template, render
from tests.render.sample import WEB, commit_id, marked, timeline
from tests.render.strategies import timelines

VOID = {"meta", "line", "rect", "br"}


class Page(HTMLParser):
    """Collects tags, attributes and text, and minds that every tag is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.stack: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close a tag."""
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note text."""
        if self.stack and self.stack[-1] not in {"style", "script"}:
            self.text.append(data)

    def all(self, name: str) -> list[str]:
        """Give an attribute of all tags that have it."""
        return [
            value or "" for _, attrs in self.tags for key, value in attrs.items() if key == name
        ]


def page(told: Timeline) -> Page:
    """Render and parse."""
    return Page(render(told, Template.HTML))


def test_well_formed() -> None:
    """Every tag is closed, ids are unique and every inner link has its target."""
    shown = page(timeline())
    assert shown.stack == []
    ids = shown.all("id")
    assert len(ids) == len(set(ids))
    targets = {href[1:] for href in shown.all("href") if href.startswith("#")}
    assert targets <= set(ids)


def test_needs_nothing_else() -> None:
    """No image, style, script or font comes from elsewhere."""
    text = render(timeline(), Template.HTML)
    assert page(timeline()).all("src") == []
    assert "<link" not in text
    assert "@import" not in text
    assert "url(" not in text


def test_policy_pins_style_and_script() -> None:
    """The page's own policy allows its own style and script and nothing else."""
    text = render(timeline(), Template.HTML)
    policy = next(c for c in page(timeline()).all("content") if "default-src" in c)
    for tag in ("style", "script"):
        body = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert body
        pin = b64encode(sha256(body[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{pin}'" in policy
    assert policy.startswith("default-src 'none'")
    assert page(timeline()).all("style") == []


def test_every_sentence_shows_its_evidence() -> None:
    """Behind each sentence stand hash, day, subject, quote and link of what it rests on."""
    text = render(timeline(), Template.HTML)
    short = commit_id("feat: move schedules to robfig/cron/v3")[:12]
    claim = text[text.index("The peak reached 80k") :]
    claim = claim[: claim.index("</details>")]
    for part in (
        "<blockquote>peaks of 80k tasks a day</blockquote>",
        f'href="{WEB}/commit/{short}"',
        '<time datetime="2022-04-02">',
        "<cite>feat: move schedules to robfig/cron/v3</cite>",
    ):
        assert part in claim
    sentences = sum(
        1 + len(chapter.entries) for strand in timeline().strands for chapter in strand.chapters
    )
    assert text.count('<details class="claim">') == sentences


def test_marks() -> None:
    """Attested, failed and edited sentences are marked where they stand."""
    shown = "".join(page(marked()).text)
    assert re.search(r"one week in four\.\s*attested", shown)
    assert re.search(r"It never failed\.\s*unverified\s*edited\s*[0-9a-f]{12}", shown)


@pytest.mark.parametrize("lang", list(Language))
def test_language(lang: Language) -> None:
    """The page says in which language it is."""
    assert dict(page(timeline(lang)).tags[0][1])["lang"] == lang.value


@settings(max_examples=60, deadline=None)
@given(timelines())
def test_hostile_text_is_text(told: Timeline) -> None:
    """Nothing from a repository becomes a tag, an attribute or a link."""
    shown = page(told)
    assert shown.stack == []
    tags = [tag for tag, _ in shown.tags]
    assert tags.count("script") == 1
    assert "b" not in tags
    assert "img" not in tags
    assert not any(key.startswith("on") for _, attrs in shown.tags for key in attrs)
    for href in shown.all("href"):
        assert href.startswith(("#", WEB))
