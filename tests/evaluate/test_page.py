"""The report as a page: self-contained, escaped, with every miss on it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from pipeline.domain.commit import Commit
from pipeline.evaluate import Report, as_html, as_markdown, as_text, evaluate
from pipeline.settings import Policy
from tests.evaluate.conftest import MakeClaim

HOSTILE = "</title><script>alert(1)</script> \u202e| `x` <b onclick=x> \x1b[31m"
VOID = {"meta", "br", "hr", "img"}


class Page(HTMLParser):
    """Tags with their attributes, and the text between them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Hold tags to their nesting."""
        if tag in self.open:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Collect text."""
        self.text.append(data)


@pytest.fixture
def report(commits: list[Commit], make_claim: MakeClaim, policy: Policy) -> Report:
    """A report with a sentence let through, one thrown out, and names that mean harm."""
    subject = "Cut the poll interval from 500 ms to 200 ms in `poller.go`."
    claims = [
        make_claim(subject, 0),
        make_claim(subject, 0, name="let", label="unsupported", error="role_swapped"),
        make_claim(f"{HOSTILE}.", 0, name=HOSTILE, error=None),
        make_claim("Cites nothing.", name="none", label="unsupported", error=HOSTILE),
    ]
    return evaluate(claims, commits, policy, suite=HOSTILE, with_mutations=True)


def test_a_miss_shows_all_that_is_needed_to_see_why(report: Report) -> None:
    """Sentence, citation, quote, spans, what was said or proved, and what should have spoken."""
    (accepted,), (rejected,) = report.accepted, report.rejected
    assert accepted.should[0] == "GV302"
    assert accepted.proof
    assert accepted.cited[0].known.startswith(accepted.cited[0].evidence)
    assert accepted.cited[0].day == "2022-03-01"
    assert rejected.findings
    assert rejected.should == ()
    markdown, page = as_markdown(report), "".join(Page(as_html(report)).text)
    for shown in (markdown, page):
        for miss in report.misses:
            assert all(code in shown for code in (*miss.codes, *miss.should))
        assert "part0.go +0 -1" in shown
        assert "All names are there" in shown


def test_the_page_needs_nothing_and_runs_nothing(report: Report) -> None:
    """No script, no address, no handler, only the style that its own policy pins."""
    page = Page(as_html(report))
    assert page.open == []
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "img", "iframe", "object", "base", "form", "b"}
    attributes = {key for _, attrs in page.tags for key in attrs}
    assert not any(key.startswith("on") or key in {"src", "style"} for key in attributes)
    links = [attrs["href"] or "" for tag, attrs in page.tags if tag == "a"]
    assert all(link.startswith("#") for link in links)
    assert {link[1:] for link in links} <= {attrs.get("id") for _, attrs in page.tags}


@pytest.mark.parametrize("form", [as_html, as_markdown, as_text])
def test_no_form_lets_a_hostile_name_act(report: Report, form: object) -> None:
    """What stands in a suite steers neither terminal nor reader."""
    assert callable(form)
    shown = form(report)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    if form is not as_text:
        assert not re.search(r"(?<!\\)<script", shown)


def test_the_chart_says_what_it_shows(report: Report) -> None:
    """A picture with a name and a description, each mark with its figures, all inside."""
    page = as_html(report)
    picture = ET.fromstring(page[page.index("<svg") : page.index("</svg>") + 6])  # noqa: S314 - ours
    assert picture.get("role") == "img"
    names = {element.get("id"): "".join(element.itertext()) for element in picture.iter()}
    assert all(names[key] for key in (picture.get("aria-labelledby") or "").split())
    marks = list(picture.iter("g"))
    assert len(marks) > len(SETTINGS)
    assert all("unsafe accepts" in (mark.findtext("title") or "") for mark in marks)
    assert sum("current" in (mark.get("class") or "").split() for mark in marks) == 1
    assert sum("loosest" in (mark.get("class") or "").split() for mark in marks) <= 1
    _, _, width, height = map(float, (picture.get("viewBox") or "").split())
    for circle in picture.iter("circle"):
        assert 0 <= float(circle.get("cx") or -1) <= width
        assert 0 <= float(circle.get("cy") or -1) <= height


SETTINGS = range(21)
"""Values that a threshold is tried at."""


def test_one_side_alone_has_no_chart(
    commits: list[Commit], make_claim: MakeClaim, policy: Policy
) -> None:
    """Without supported sentences there is nothing to trade, and the page says so elsewhere."""
    alone = make_claim("Cites nothing.", label="unsupported")
    page = as_html(evaluate([alone], commits, policy))
    assert "<svg" not in page
    assert "- (n=0)" in page


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    """Nothing in the page hangs on when or where it was made."""
    assert as_html(report) == as_html(report.model_copy())
