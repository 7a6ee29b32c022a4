"""The résumé as Markdown."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from pipeline.domain.markup import escape, plain, unescape
from pipeline.domain.narrative import Language
from pipeline.domain.timeline import Timeline
from pipeline.render import Template, render, scaffold
from tests.render.sample import WEB, commit_id, marked, timeline
from tests.render.strategies import texts, timelines

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("lang", list(Language))
def test_golden(lang: Language) -> None:
    """The sample looks as the kept file shows, in both languages."""
    expected = (GOLDEN / f"resume.{lang.value}.md").read_text(encoding="utf-8")
    assert render(timeline(lang), Template.MARKDOWN) == expected


def test_order() -> None:
    """The heaviest track comes first."""
    text = render(timeline(), Template.MARKDOWN)
    titles = re.findall(r"(?m)^## (.*)$", text)
    assert titles == ["Scheduler", "Storage", "Tracing", "Resilience", "Evidence"]


def test_citation_leads_to_the_forge() -> None:
    """A citation shows twelve digits and leads to the commit's page."""
    short = commit_id("feat: move schedules to robfig/cron/v3")[:12]
    text = render(timeline(), Template.MARKDOWN)
    assert f"- Moved the schedules to `cron/v3`. [`{short}`]({WEB}/commit/{short})\n" in text


def test_citation_leads_to_the_appendix() -> None:
    """Without a forge a citation leads to the evidence below."""
    told = timeline()
    notes = tuple(note.model_copy(update={"url": ""}) for note in told.evidence)
    text = render(told.model_copy(update={"evidence": notes}), Template.MARKDOWN)
    for target in re.findall(r"\]\(#([^)]*)\)", text):
        assert f'<a id="{target}"></a>' in text
    assert "(https://forge.example.org/example/tasks/commit" not in text


def test_marks() -> None:
    """Attested sentences and such as failed are marked, and the head explains the marks."""
    text = render(marked(), Template.MARKDOWN)
    assert "one week in four. <sup>attested</sup>\n" in text
    assert re.search(r"It never failed\. \[.*\) <sub>unverified</sub>\n", text)
    assert "owner's word" in text
    assert "owner's word" not in render(timeline(), Template.MARKDOWN)


def test_empty() -> None:
    """A résumé without any phase says that nothing passed."""
    told = timeline().model_copy(update={"strands": ()})
    text = render(told, Template.MARKDOWN)
    assert "No sentence passed the verifier." in text
    assert "mermaid" not in text


def test_scaffold_claims_nothing() -> None:
    """No line of the scaffold holds a sentence of the ledger with its citation."""
    told = timeline()
    still = scaffold(told)
    for line in render(told, Template.MARKDOWN).split("\n"):
        is_claim = line.startswith(("| <a id", "- ")) and not line.startswith('- <a id="e-')
        assert (line in still) != is_claim


@given(texts)
def test_escape_is_undone(text: str) -> None:
    """What is escaped comes back as the plain text it was, on one line."""
    assert unescape(escape(text)) == plain(text)
    assert "\n" not in escape(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a | b", "a \\| b"),
        ("<script>", "\\<script>"),
        ("[x](https://x.example.org)", "\\[x\\](https\\://x.example.org)"),
        ("uses `cron/v3` now", "uses `cron/v3` now"),
        ("a stray ` tick", "a stray \\` tick"),
        ("``x`` `a|b`", "\\`\\`x\\`\\` \\`a\\|b\\`"),
        ("snake_case _under_", "snake_case \\_under\\_"),
        ("# x", "\\# x"),
        ("- x", "\\- x"),
        ("12. x", "12\\. x"),
        ("99.98 % of", "99.98 % of"),
        ("fixes #12", "fixes #12"),
        ("&amp; & co", "\\&amp; & co"),
        ("www.x.example.org", "www\\.x.example.org"),
    ],
)
def test_escape(text: str, expected: str) -> None:
    """Only what Markdown would take for its own is escaped."""
    assert escape(text) == expected


@settings(max_examples=100, deadline=None)
@given(timelines())
def test_hostile_text_makes_no_structure(told: Timeline) -> None:
    """Nothing from a repository becomes a link, a tag, a heading or a cell."""
    text = re.sub(r"(?ms)^```mermaid$.*?^```$", "", render(told, Template.MARKDOWN))
    body = text.replace(WEB, "")
    assert not re.search(r"(?<!\\)<(?!a id=|/a>|/?details>|/?summary>|/?su[bp]>)", body)
    assert not re.search(r"(?<!\\)\]\((?!#e-|/commit/|/pulls/|\))", body)
    assert not re.search(r"(?<!\\)(?:https?|ftp)://", body)
    for line in text.split("\n"):
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) == 5
    heads = [line for line in text.split("\n") if line.startswith("#")]
    phases = [chapter for strand in told.strands for chapter in strand.chapters]
    assert len(heads) <= 2 + len(told.strands) + len(phases)


@settings(max_examples=100, deadline=None)
@given(timelines())
def test_a_parser_sees_what_was_meant(told: Timeline) -> None:
    """A CommonMark parser finds our links and tags only, and shows sentences as they are."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(render(told, Template.MARKDOWN))
    inner = [child for token in tokens for child in token.children or ()]
    for child in inner:
        if child.type == "link_open":
            assert str(child.attrGet("href")).startswith(("#e-", WEB))
        if child.type == "html_inline":
            assert re.fullmatch(r'<a id="[^"]*">|</a>|</?su[bp]>', child.content)
        assert child.type not in {"image", "em_open", "strong_open", "s_open", "softbreak"}
    shown = " ".join(child.content.strip() for child in inner)
    for strand in told.strands:
        for chapter in strand.chapters:
            for entry in (chapter.title, *chapter.entries):
                text = plain(entry.sentence.text).replace("`", "")
                assert re.sub(r"\s", "", text) in re.sub(r"[\s`]", "", shown)


def test_same_bytes_under_any_hash_seed() -> None:
    """Renderings do not depend on the order of sets."""
    code = (
        "import sys; sys.path.insert(0, '.')\n"
        "from tests.render.sample import marked\n"
        "from pipeline.render import Template, render\n"
        "print(hash(tuple(render(marked(), form) for form in ())), file=sys.stderr)\n"
        "sys.stdout.write(''.join(render(marked(), form) for form in Template))\n"
    )
    root = Path(__file__).parents[2]
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            cwd=root,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(runs) == 1
