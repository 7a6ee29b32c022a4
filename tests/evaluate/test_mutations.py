"""Alterations that make a supported sentence wrong."""

from __future__ import annotations

import pytest

from pipeline import resources
from pipeline.domain.commit import Commit
from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.narrative import Language, Slot
from pipeline.evaluate.additions import merged, put_in
from pipeline.evaluate.classes import classes
from pipeline.evaluate.mutations import MUTATIONS, mutate
from tests.evaluate.conftest import SUBJECTS, MakeClaim


@pytest.mark.parametrize(
    ("kind", "text", "altered"),
    [
        ("digit changed", "Cut `v2` from 500 ms to 200 ms.", "Cut `v2` from 600 ms to 200 ms."),
        ("digit changed", "Took 9 steps.", "Took 8 steps."),
        ("digit changed", "Used http2 and `v2`.", None),
        ("digit changed", "Took above 90 s, then 7 s.", "Took above 90 s, then 8 s."),
        ("unit changed", "Cut it from 500 ms to 200 ms.", "Cut it from 500 s to 200 ms."),
        ("unit changed", "Touched 12 files.", "Touched 12 lines."),
        ("unit changed", "Cut `500 ms`.", None),
        ("direction swapped", "Moved from `a` to `b`.", "Moved from `b` to `a`."),
        ("direction swapped", "Replaced redigo with go-redis.", "Replaced go-redis with redigo."),
        ("direction swapped", "Fell from 900 ms to 140 ms.", "Fell from 140 ms to 900 ms."),
        ("direction swapped", "Replaced redigo with an own client.", None),
        ("direction swapped", "Ran in 0.2 s instead of 11 s.", None),
        ("direction swapped", "Kept going.", None),
        ("negation inserted", "The poller was slow.", "The poller was not slow."),
        ("negation inserted", "Replaced redigo.", "Never replaced redigo."),
        ("negation inserted", "It was not slow.", None),
        ("negation inserted", "Nobody was slow.", None),
        ("negation dropped", "It was not slow.", "It was slow."),
        ("negation dropped", "It was slow.", None),
        ("percentage changed", "Cut it by 60%.", "Cut it by 67%."),
        (
            "percentage changed",
            "Fell from 500 ms to 200 ms.",
            "Fell from 500 ms to 200 ms, a change of 71%.",
        ),
        ("percentage changed", "Fell to 200 ms.", None),
        ("year changed", "Cut it in 2022.", "Cut it in 2019."),
        ("year changed", "Cut `v2022`.", None),
        ("names exchanged", "Wrote `a` through `b`.", "Wrote `b` through `a`."),
        ("names exchanged", "Wrote `a` and `b`.", None),
        ("names exchanged", "Moved from `a` to `b`.", None),
    ],
)
def test_english_alterations(
    kind: str, text: str, altered: str | None, make_claim: MakeClaim
) -> None:
    """Each kind changes one thing, and leaves sentences alone that have no place for it."""
    found = MUTATIONS[kind].alter(make_claim(text, 0), EvidenceIndex([]))
    assert (found.text if found else None) == altered


@pytest.mark.parametrize(
    ("kind", "text", "altered"),
    [
        ("unit changed", "间隔缩短到 200 毫秒。", "间隔缩短到 200 秒。"),
        ("direction swapped", "从 redigo 迁移到 go-redis。", "从 go-redis 迁移到 redigo。"),
        ("negation inserted", "修复了监听器。", "并未修复了监听器。"),
        ("negation dropped", "循环不断，未修复，也没有关闭。", "循环不断，未修复，也关闭。"),
        ("percentage changed", "间隔缩短了 60%。", "间隔缩短了 67%。"),
        (
            "percentage changed",
            "从 500 毫秒降到 200 毫秒。",
            "从 500 毫秒降到 200 毫秒，变化 71%。",
        ),
        ("year changed", "2022 年修复。", "2019 年修复。"),
        ("names exchanged", "用 `a` 写入 `b`，在 `c`。", "用 `a` 写入 `c`，在 `b`。"),
    ],
)
def test_chinese_alterations(kind: str, text: str, altered: str, make_claim: MakeClaim) -> None:
    """Chinese sentences are altered in Chinese."""
    found = MUTATIONS[kind].alter(make_claim(text, 0, lang=Language.ZH), EvidenceIndex([]))
    assert found
    assert found.text == altered


def test_another_name_is_one_that_the_citation_lacks(
    commits: list[Commit], make_claim: MakeClaim
) -> None:
    """The swapped name is real code of the repository, but of another commit."""
    claim = make_claim("Cut the interval in `poller.go`.", 0)
    found = MUTATIONS["name swapped"].alter(claim, EvidenceIndex(commits))
    assert found
    assert found.text in {f"Cut the interval in `identifier{n}`." for n in (1, 2, 3, 4)}


def test_another_technology_is_of_the_same_kind(
    commits: list[Commit], make_claim: MakeClaim
) -> None:
    """Where no code is named, a technology gives way to another that does the same job."""
    found = MUTATIONS["name swapped"].alter(
        make_claim("Moved to Kafka.", 0), EvidenceIndex(commits)
    )
    assert found
    other = resources.technologies().by_name(found.text.removeprefix("Moved to ").rstrip("."))
    assert other
    assert other.name != "Kafka"
    assert other.kind == "messaging"
    plain = make_claim("Requests were dropped.", 0)
    assert MUTATIONS["name swapped"].alter(plain, EvidenceIndex(commits)) is None


def test_another_hash_is_of_the_same_phase(commits: list[Commit], make_claim: MakeClaim) -> None:
    """The swapped hash is one that the phase may cite; the quote stays."""
    claim = make_claim("Cut the interval.", 0)
    found = MUTATIONS["hash swapped"].alter(claim, EvidenceIndex(commits))
    assert found
    assert found.citations[0].evidence in {commits[1].id[:12], commits[2].id[:12]}
    assert found.citations[0].quote == claim.citations[0].quote


def test_only_supported_claims_are_altered_and_labelled(
    commits: list[Commit], make_claim: MakeClaim
) -> None:
    """What was wrong before proves nothing; what is made carries its kind."""
    index = EvidenceIndex(commits)
    claims = [
        make_claim("Cut the interval to 200 ms.", 0, name="a"),
        make_claim("Cut the interval to 300 ms.", 0, name="b", label="unsupported"),
    ]
    made = list(mutate(claims, index))
    assert {claim.id.split("~")[0] for claim in made} == {"a"}
    assert {claim.label for claim in made} == {"unsupported"}
    assert all(claim.error in MUTATIONS for claim in made)
    assert made == list(mutate(claims, index))


def test_every_class_of_error_is_made() -> None:
    """What suites name can also be generated, each kind under a class that exists."""
    made = {kind.error for kind in MUTATIONS.values()} | {"merged_facts"}
    assert made == set(classes())


@pytest.mark.parametrize("lang", list(Language))
@pytest.mark.parametrize("name", [name for name, kind in classes().items() if kind.put])
def test_words_are_put_in(name: str, lang: Language, make_claim: MakeClaim) -> None:
    """In both languages, on the side that the class says, the rest of the sentence as it was."""
    put = classes()[name].put
    assert put
    text = "Cut it." if lang is Language.EN else "已缩短间隔。"
    slot = "abandonment" if name == "abandon_reason_invented" else "choice"
    claim = make_claim(text, lang=lang).model_copy(update={"slot": Slot(slot)})
    found = MUTATIONS[f"{name.replace('_', ' ')}, put in"].alter(claim, EvidenceIndex([]))
    assert found
    added = [words for words in (*put.en, *put.zh) if words in found.text]
    assert len(added) == 1
    assert found.text.replace(added[0], "").casefold() == text.casefold()
    assert found.text.endswith(text[-1])
    assert found.text.startswith(added[0]) == (put.where == "before")


def test_words_that_the_evidence_has_are_not_put_in(
    commits: list[Commit], make_claim: MakeClaim
) -> None:
    """What a commit says itself would be no invention."""
    put = classes()["smuggled_clause"].put
    assert put
    said = commits[0].model_copy(update={"body": " ".join(put.en)})
    claim = make_claim("Cut the interval.", 0)
    assert put_in("smuggled_clause", claim, EvidenceIndex(commits))
    assert put_in("smuggled_clause", claim, EvidenceIndex([said])) is None


def test_a_reason_belongs_to_its_slot(make_claim: MakeClaim) -> None:
    """Why something was given up is asked where something was given up, and only there."""
    claim = make_claim("Cut it.")
    index = EvidenceIndex([])
    assert put_in("reason_invented", claim, index)
    assert put_in("abandon_reason_invented", claim, index) is None
    ended = claim.model_copy(update={"slot": Slot.ABANDONMENT})
    assert put_in("reason_invented", ended, index) is None
    assert put_in("abandon_reason_invented", ended, index)


def test_citations_are_spoilt(commits: list[Commit], make_claim: MakeClaim) -> None:
    """Nothing, another phase's, a quote in another order, one more: the sentence stays."""
    index = EvidenceIndex(commits)
    claim = make_claim("Cut the interval.", 0)
    made = {name: MUTATIONS[name].alter(claim, index) for name in SPOILT}
    assert all(found and found.text == claim.text for found in made.values())
    cited = {name: found.citations for name, found in made.items() if found}
    assert index.matches(cited["hash invented"][0].evidence) == ()
    assert index.matches(cited["commit of another phase"][0].evidence)[0] in commits[3:]
    assert sorted((cited["quote altered"][0].quote or "").split()) == sorted(SUBJECTS[0].split())
    assert cited["quote altered"][0].quote != SUBJECTS[0]
    assert cited["citation added"][0] == claim.citations[0]
    assert index.matches(cited["citation added"][1].evidence)[0] in commits[1:3]


SPOILT = ("hash invented", "commit of another phase", "quote altered", "citation added")


def test_two_sentences_are_fused(make_claim: MakeClaim) -> None:
    """The first half of one and the second of another, with the citations of both."""
    one = make_claim("Cut the interval in the poller.", 0, name="a")
    two = make_claim("Replaced redigo with go-redis in the store.", 1, name="b")
    first, second = merged([one, two])
    assert first.text == "Cut the interval in the store."
    assert second.text == "Replaced redigo with go-redis in the poller."
    assert first.citations == (*one.citations, *two.citations)
    assert list(merged([one, make_claim("Cut it in the poller.", 0, name="c")])) == []
    chinese = make_claim("缩短了间隔，在轮询中。", 1, name="d", lang=Language.ZH)
    assert list(merged([one, chinese])) == []
