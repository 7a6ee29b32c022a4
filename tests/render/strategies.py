"""Hostile timelines for properties."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from pipeline.domain.history import Source
from pipeline.domain.markup import plain
from pipeline.domain.narrative import Citation, Language, Sentence, Slot
from pipeline.domain.phase import Bounds
from pipeline.domain.timeline import Chapter, Entry, EvidenceNote, Origin, Strand, Tally, Timeline
from pipeline.domain.verdict import Status
from tests.render.sample import WEB, commit_id

HOSTILE = (
    "| a | b |",
    "`code` and ` a stray tick",
    "\\| \\` \\\\ [`8a3f1b2c4d5e`](https://evil.example.org)",
    "<script>alert(1)</script> <sup>attested</sup> <details>",
    "[text](javascript:alert(1)) ![x](http://evil.example.org/x.png)",
    "# heading\n## Evidence\n- bullet\n\n```mermaid\ntimeline",
    "1. list. 2) list e.g. this. End? Yes! 结束。又一句。",
    "*bold* _under_ snake_case __dunder__ ~~gone~~ $x$ &amp; &copy;",
    "https://evil.example.org www.evil.example.org \"quote\" 'tick'",
    "title section : event ; # comment %% {init: x}",
    "zero\u200bwidth \u202eright to left\u202c line\u2028separator\x00nul",
    '<a id="t-p-1"></a>2022 Q2 | --- </table>',
    "{{ 7 * 7 }} {% raw %} ${x} {name}",
    "> quote\n+ plus\n=== \n--- end #",
)
texts = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=40)).filter(
    lambda text: any(c.isalnum() for c in plain(text))
)
ids = st.integers(0, 30).map(lambda n: commit_id(str(n))) | st.sampled_from(
    ["example/tasks#41", "metric 1|x", "`<b>"]
)
citations = st.lists(st.builds(Citation, evidence=ids, quote=texts | st.none()), max_size=3)


@st.composite
def entries(draw: st.DrawFn, key: str, slot: Slot | None = None) -> Entry:
    """Draw an entry; its id is unique by its key."""
    sentence = Sentence(
        id=key,
        slot=slot or draw(st.sampled_from([slot for slot in Slot if slot is not Slot.TITLE])),
        text=draw(texts),
        citations=tuple(draw(citations)),
        lang=draw(st.sampled_from(Language)),
    )
    return Entry(
        sentence=sentence,
        generated="",
        origin=draw(st.sampled_from(Origin)),
        status=draw(st.sampled_from(Status)),
    )


@st.composite
def chapters(draw: st.DrawFn, key: str) -> Chapter:
    """Draw a phase."""
    days = sorted(draw(st.lists(st.dates(date(2015, 1, 1), date(2026, 1, 1)), max_size=2)))
    told = tuple(draw(entries(f"{key}.{n}")) for n in range(draw(st.integers(0, 4))))
    title = draw(entries(f"{key}.t", Slot.TITLE))
    return Chapter(
        bounds=Bounds(
            id=key,
            title=title.sentence.text,
            commits=tuple(c.evidence for e in told for c in e.sentence.citations),
            since=days[0] if days else None,
            until=days[1] if len(days) > 1 else None,
        ),
        repo=draw(texts),
        title=title,
        entries=told,
        technology=draw(texts),
    )


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Draw a résumé of up to three tracks."""
    strands = tuple(
        Strand(
            id=f"track {number}",
            title=draw(texts),
            chapters=tuple(draw(chapters(f"p-{number}-{n}")) for n in range(draw(_FEW))),
        )
        for number in range(draw(_FEW))
    )
    cited = sorted(
        {
            citation.evidence
            for strand in strands
            for chapter in strand.chapters
            for entry in (chapter.title, *chapter.entries)
            for citation in entry.sentence.citations
        }
    )
    return Timeline(
        person=None,
        lang=draw(st.sampled_from(Language)),
        sources=(Source(name=draw(texts), path="x", web=draw(st.sampled_from(["", WEB]))),),
        since=None,
        until=None,
        strands=strands,
        evidence=tuple(draw(_notes(key)) for key in cited),
        tally=Tally(),
    )


_FEW = st.integers(0, 3)


@st.composite
def _notes(draw: st.DrawFn, key: str) -> EvidenceNote:
    urls = st.sampled_from(
        ["", f"{WEB}/commit/{key}", "javascript:alert(1)", 'https://x.example.org/"><b>']
    )
    day = draw(st.dates(date(2015, 1, 1), date(2026, 1, 1)) | st.none())
    return EvidenceNote(
        id=key, kind="commit", repo="", subject=draw(texts), day=day, url=draw(urls)
    )
