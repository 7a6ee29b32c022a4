"""Chinese sentences."""

from __future__ import annotations

import pytest

from pipeline.domain.narrative import Language, Slot
from pipeline.draft.extractive import deed, translate
from tests.draft.pack import commit, texts, told


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("Replace rs/xid with google/uuid", "将 rs/xid 替换为 google/uuid"),
        ("Add Retry method to RDB", "为 RDB 新增 Retry 方法"),
        ("Remove unused field from TaskMessage", "从 `TaskMessage` 中移除未使用的字段"),
        ("Rename Foo to Bar", "将 Foo 重命名为 Bar"),
        ("Migrate from MySQL to TiDB", "将 MySQL 迁移到 TiDB"),
        ("Use UDPServer instead of TBufferedServer", "用 UDPServer 取代 TBufferedServer"),
        ("Fix deadlock in Scheduler", "修复 Scheduler 中的死锁"),
    ],
)
def test_deed_is_said(subject: str, said: str) -> None:
    """Deeds whose words all have one equivalent are said in Chinese, names as they are."""
    done = deed.read(subject)
    assert done is not None
    assert translate.deed(done) == said


@pytest.mark.parametrize("subject", ["Finesse the flimsy shim", "Do not skip retries"])
def test_deed_is_not_guessed(subject: str) -> None:
    """A word without a plain equivalent, or a negation, is not translated."""
    done = deed.read(subject)
    assert done is not None
    assert translate.deed(done) == ""


def test_what_cannot_be_said_is_quoted() -> None:
    """What can't be said without guessing is quoted word for word."""
    narrative = told(commit(1, "Finesse the flimsy shim around Redis"), lang=Language.ZH)
    assert texts(narrative, Slot.CHOICE) == ["根据提交：“Finesse the flimsy shim around Redis”。"]


def test_all_sentences_are_marked_chinese() -> None:
    """Every sentence of a Chinese narrative says that it is Chinese."""
    narrative = told(commit(1, "Add Retry method to RDB"), lang=Language.ZH)
    assert {s.lang for s in narrative.sentences} == {Language.ZH}
    assert "为 RDB 新增 Retry 方法。" in texts(narrative, Slot.CHOICE)
