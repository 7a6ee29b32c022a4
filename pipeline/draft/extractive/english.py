"""English sentences from one evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.domain.commit import Commit
from pipeline.domain.narrative import Slot
from pipeline.draft.extractive import deed, remark, tidy
from pipeline.draft.extractive.candidate import Candidate, made
from pipeline.draft.extractive.lexicon import writing
from pipeline.draft.extractive.part import part_of_deed, part_of_sentence
from pipeline.draft.extractive.remark import Remark
from pipeline.draft.extractive.story import Story
from pipeline.draft.sheet import Sheet

_MOST = 36
"""Words of a sentence; a longer one is hard to check and hard to read."""
_HEADING = 12
_BODY = 30
"""Statements of a body that are looked at."""
_FOREIGN = re.compile(r"\b(?:we|our|us|you|your)\b|#\d+", re.IGNORECASE)
"""What reads oddly on one person's résumé, or sends the reader elsewhere."""
_LESS = 2.0
"""What a headline weighs less as a title if it begins in the middle: "If …, make it …"."""
_IDLE = frozenset(("docs", "doc", "chore", "style", "wip", "ci"))
_ARROW = re.compile(r"\s*(?:->|=>|→)\s*")


def candidates(story: Story) -> Iterator[Candidate]:
    """Give every sentence that the evidence of a phase can carry."""
    for sheet in story.own:
        yield from _of_sheet(sheet, story)
    yield from story.titles()
    yield from story.endings()


def _of_sheet(sheet: Sheet, story: Story) -> Iterator[Candidate]:
    head = remark.headline(sheet)
    below = list(remark.body(sheet))[:_BODY]
    if not head.is_trivial:
        yield from _of_headline(head, below, story)
    for item in below:
        if item.is_trivial:
            continue
        if item.deed is not None:
            yield from _of_deed(item, item.deed.told, story)
        elif item.is_sentence:
            yield from _of_sentence(item, story)


def told(item: Remark) -> str:
    """Tell a statement in the simple past; empty where it names no deed."""
    if item.deed is not None:
        return item.deed.told
    opening = writing().types.get(item.kind, "") or _opening(item)
    if not opening or not deed.is_thing(item.text):
        return ""
    text = deed.with_article("add" if opening == "Added" else "fix", item.text)
    return f"{opening} {remark.lowered(tidy.ticked(text))}"


def _opening(head: Remark) -> str:
    """Give the deed that the record shows where nothing but lines were added."""
    item = head.sheet.item
    files = item.files if isinstance(item, Commit) and head.kind not in _IDLE else ()
    only_adds = bool(files) and all(f.added and f.deleted == 0 and not f.old_path for f in files)
    return "Added" if only_adds else ""


def _of_headline(head: Remark, below: list[Remark], story: Story) -> Iterator[Candidate]:
    title = deed.capital(tidy.ticked(head.text))
    if head.deed is None and head.text and remark.is_whole(title):
        yield made(Slot.TITLE, _ARROW.sub(" → ", title), (head,), -_LESS * head.is_leaning)
    text = told(head)
    if not text:
        return
    yield from _of_deed(head, text, story)
    turn = story.turn if story.begins_with(head) else frozenset[str]()
    if turn:
        text = story.dated(text, head.sheet)
        yield made(Slot.CHOICE, text, (head,), 2.0).sharing(turn)
    for item in below:
        clause = remark.reason(item, head)
        if clause:
            slot = part_of_deed(head)
            yield made(slot, f"{text}{clause}", (head, item), 2.0).sharing(turn)


def _of_deed(item: Remark, text: str, story: Story) -> Iterator[Candidate]:
    less = 0.0 if item.is_headline else -1.0
    turn = story.turn if story.begins_with(item) else frozenset[str]()
    yield made(part_of_deed(item), text, (item,), less).sharing(turn)
    heading = item.deed.heading if item.deed else ""
    if heading and remark.is_whole(heading):
        yield made(Slot.TITLE, heading, (item,), less + 2.0 * (" → " in heading))


def _of_sentence(item: Remark, story: Story) -> Iterator[Candidate]:
    slot = part_of_sentence(item, story)
    if slot is None:
        return
    weight = -1.5 if _FOREIGN.search(item.text) else 0.0
    weight += 1.0 if item.section == slot.value else 0.0
    weight += 3.0 if slot is Slot.PROBLEM and story.gives_the_reason(item) else 0.0
    weight += 1.0 if slot is Slot.OUTCOME else 0.0
    yield made(slot, deed.capital(tidy.ticked(item.text)), (item,), weight)


def is_tellable(candidate: Candidate) -> bool:
    """Tell whether a sentence has a length that can be read, and its brackets and quotes whole."""
    most = _HEADING if candidate.slot is Slot.TITLE else _MOST
    return len(candidate.text.split()) <= most and remark.is_whole(candidate.text)
