"""Whatever a repository holds, drafting neither fails nor lies about what it quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.narrative import Language
from pipeline.domain.text import normalize
from tests.draft.pack import commit, told

_PIECES = st.sampled_from(
    [
        *("Add", "Fix", "fix:", "feat(x):", "[es]", "and", "remove", "because", "so that", "`a.b`"),
        *("`", "``", "(", ")", "#12", "(#3)", "->", "→", "http", "Redis", "don't", "of", "to", "."),
        *(
            "\u202e",
            "\u200b",
            "😀",
            "修复",
            "，",
            "将",
            "<b>",
            "{{ x }}",
            "*",
            "**",
            "# Why",
            "\n",
            "\n\n- ",
        ),
    ]
)
_TEXT = st.one_of(st.lists(_PIECES, max_size=14).map(" ".join), st.text(max_size=80))


@given(subject=_TEXT, body=_TEXT, lang=st.sampled_from(list(Language)))
def test_any_text_is_drafted(subject: str, body: str, lang: Language) -> None:
    """Any subject and body give sentences on one line whose quotes stand in the commit."""
    item = commit(1, " ".join(subject.split()), body)
    narrative = told(item, lang=lang)
    spans = [normalize(span.text) for span in EvidenceIndex([item]).spans(item.id)]
    for sentence in narrative.sentences:
        assert sentence.text == " ".join(sentence.text.split())
        assert sentence.text.count("`") % 2 == 0
        for citation in sentence.citations:
            assert any(normalize(citation.quote or "") in span for span in spans)


@pytest.mark.parametrize(
    "text",
    [
        "a " * 10_000,
        "`" * 10_001,
        "(" * 20_000,
        "Add " + "x_" * 9_000,
        "and add " * 2_500,
        "# " * 9_000,
    ],
    ids=["words", "ticks", "brackets", "name", "joins", "headings"],
)
def test_long_text_is_drafted(text: str) -> None:
    """A message of any length and shape is read without running away."""
    narrative = told(commit(1, text, text), commit(2, "Add retry policy", f"{text} because {text}"))
    assert all(len(s.text.split()) < 60 for s in narrative.sentences)
