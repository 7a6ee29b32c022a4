"""What a sentence binds together, the evidence must bind together."""

from __future__ import annotations

import pytest

from pipeline.domain.commit import Commit, Dependency, DependencyChanges
from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.narrative import Citation, Narrative, Sentence, Slot
from pipeline.domain.phase import Bounds
from pipeline.settings import load
from pipeline.verify import verify
from pipeline.verify.dossier import dossier_of
from pipeline.verify.stem import stem
from tests.verify.building import codes, commit

ID = "1f0c2a9b7d3e4f5061728394a5b6c7d8e9f00112"


def _commit(subject: str, key: str = ID, body: str = "") -> Commit:
    return Commit.model_validate(
        {
            "id": key,
            "repo": "example/app",
            "author": {"name": "Dev One", "email": "dev1@example.org"},
            "authored_at": "2022-12-05T10:00:00Z",
            "committed_at": "2022-12-05T10:00:00Z",
            "subject": subject,
            "body": body,
        }
    )


def _codes(
    text: str,
    subject: str,
    body: str = "",
    *,
    slot: Slot = Slot.CHOICE,
    swap: tuple[str, str] = ("", ""),
) -> set[str]:
    """Judge one sentence against one commit; `swap` is what its manifest loses and gains."""
    lost, gained = (
        tuple(Dependency(name=name, manifest="go.mod") for name in (side,) if name) for side in swap
    )
    changes = DependencyChanges(added=gained, removed=lost)
    commit = _commit(subject, body=body).model_copy(update={"dependencies": changes})
    sentence = Sentence(id="s1", slot=slot, text=text, citations=(Citation(evidence=ID),))
    bounds = Bounds(id="p1", commits=(ID,), people=("dev1@example.org",))
    narrative = Narrative(phase=bounds, sentences=(sentence,))
    verdict = verify(narrative, EvidenceIndex([commit]), load(environment={}).verify).verdicts[0]
    return {finding.code for finding in verdict.findings}


@pytest.mark.parametrize(("title", "code"), [("mysql → etcd", ""), ("etcd → mysql", "GV303")])
def test_title_follows_the_manifest(title: str, code: str) -> None:
    """A title whose sides are swapped is refused, though both names are there."""
    swap = ("github.com/go-sql-driver/mysql", "go.etcd.io/etcd/client/v3")
    codes = _codes(title, "Elect the leader in etcd, not mysql", slot=Slot.TITLE, swap=swap)
    assert codes == ({code} if code else set())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Moved the reads to the replicas.", ""),
        ("Moved the reads to the primary.", "GV302"),
    ],
)
def test_ends_of_a_preposition_stay_together(text: str, code: str) -> None:
    """A word hangs on the preposition that the evidence hangs it on."""
    subject = "Move reads to the replicas, and writes to the primary"
    assert (code in _codes(text, subject)) if code else not _codes(text, subject)


def test_known_technology_is_a_name_wherever_it_stands() -> None:
    """A technology in small letters, also at the head of a sentence, must be in the evidence."""
    subject = "Extract rdb to internal package"
    assert "GV301" in _codes("Extracted kafka to internal package.", subject)
    assert "GV301" in _codes("kafka 提取到内部包。", subject)
    assert not _codes("Extracted rdb to internal package.", subject)


def test_the_first_capital_makes_no_name_of_a_word() -> None:
    """Tracing is a crate as well, but at the head of a sentence it may be what was traced."""
    subject = "Trace requests with the OpenTracing API"
    assert not _codes("Tracing requests with the OpenTracing API.", subject)
    assert "GV502" in _codes(
        "Tracing requests with the OpenTracing API.", "Use the OpenTracing API"
    )
    assert "GV301" not in _codes("Less than a week passed.", "Extract rdb to internal package")


@pytest.mark.parametrize(
    ("text", "subject", "is_there"),
    [
        ("Tuned the GC of the log.", "Tune the garbage collection of the log", True),
        ("Tuned the GC of the log.", "Tune the collection of garbage of the log", False),
        ("Flushed the log once it is GCed.", "Flush the log when it gets GCed", True),
        ("Killed what was left to the GC.", "Kill what is left when it is GCed", True),
        ("Moved the image to Debian 12.", "Move the image to static-debian12", True),
        ("Moved the image to Debian 12.", "Move the image to static-alpine12", False),
        ("Tracked slowdowns of the log.", "Track when the log slows down", True),
    ],
)
def test_a_name_may_stand_in_another_form(text: str, subject: str, *, is_there: bool) -> None:
    """An acronym may be spelt out or be a verb, a release may hang on its name."""
    assert ("GV301" not in _codes(text, subject)) is is_there


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("A slowdown of the relay shows in the log.", "Show in the log when relays slow down"),
        ("The relay can slow down, which the log shows.", "Show the slowdown of relays in the log"),
        ("The rollback of releases is told.", "Tell when releases roll back"),
    ],
)
def test_a_verb_and_its_particle_are_also_one_word(text: str, subject: str) -> None:
    """What one text writes apart the other may write together."""
    assert not _codes(text, subject)


def test_second_sentence_in_small_letters_is_seen() -> None:
    """A second sentence is one, however it begins."""
    text = "Added leases to the worker. etcd elects the leader."
    assert "GV501" in _codes(text, "Add leases to the worker, etcd elects the leader")


@pytest.mark.parametrize(
    ("text", "is_said"),
    [("Retried all failed jobs.", True), ("Retried failed jobs on all nodes.", False)],
)
def test_scope_is_bound_to_its_noun(text: str, *, is_said: bool) -> None:
    """`All` counts for the noun that the evidence says it of, not for another."""
    codes = _codes(text, "Retry all failed jobs", "Jobs run on nodes.")
    assert ("GV405" not in codes) is is_said


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200b", "\u2069", "\u061c"])
def test_hidden_direction_marks_are_refused(mark: str) -> None:
    """A character that changes what is read, but is not seen, refuses the sentence."""
    subject = "Add retry policy for failed jobs"
    assert not _codes("Added a retry policy for failed jobs.", subject)
    assert "GV503" in _codes(f"Added a retry{mark} policy for failed jobs.", subject)


def test_work_grows_no_faster_than_the_evidence() -> None:
    """Twice the prose costs about twice the stretches looked at, never the square."""
    counts: list[int] = []
    for size in (50, 100, 200):
        body = "\n\n".join(f"Step {n} keeps the retry policy of job {n}." for n in range(size))
        commit = _commit("Add retry policy", body=body)
        index = EvidenceIndex([commit])
        dossier = dossier_of(index, commit)
        counts.append(sum(len(near.passages) for near in dossier.stretches))
    assert counts[1] <= 2 * counts[0] + 3
    assert counts[2] <= 2 * counts[1] + 3


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("Kept the timeout fields of the task key.", True),
        ("Removed the timeout fields of the task key.", False),
    ],
)
def test_opposite_verb_is_a_denial(text: str, *, is_refused: bool) -> None:
    """What the evidence removes, no sentence can keep."""
    codes = _codes(text, "Remove timeout fields of the task key")
    assert ("GV406" in codes) is is_refused


def test_reason_needs_words_of_its_own() -> None:
    """A reason that only repeats the deed, and adds what nothing says, is refused."""
    subject, text = (
        "Drop the retry queue",
        "Dropped the retry queue because the retry queue starved.",
    )
    assert "GV401" in _codes(text, subject)


@pytest.mark.parametrize("verb", ["deliver", "refactor", "prefer", "order", "monitor", "trigger"])
def test_forms_of_a_verb_meet(verb: str) -> None:
    """A verb that ends like an agent has one stem in all its forms."""
    double = "r" if verb == "prefer" else ""
    forms = {stem(form) for form in (verb, f"{verb}s", f"{verb}{double}ed", f"{verb}{double}ing")}
    assert len(forms) == 1


@pytest.mark.parametrize(
    ("text", "subject", "code"),
    [
        (
            "`Alpha` keeps the sessions in memory, while `Beta` signs the tokens with a key.",
            "`Beta` keeps the sessions in memory, `Alpha` signs the tokens with a key",
            "GV302",
        ),
        (
            "The parser rejects nested headers at `LIMIT_BODY`.",
            "The parser rejects nested headers at `LIMIT_HEAD`\n\nBodies end at `LIMIT_BODY`.",
            "GV302",
        ),
        (
            "Writes go to the primary, whereas reads go to both replicas.",
            "Split the pool: reads go to the primary, writes go to both replicas",
            "GV302",
        ),
        (
            "Servers should install fastpack, while clients should install tinypack.",
            "Install tinypack (recommended for servers) or fastpack (recommended for clients)",
            "GV302",
        ),
        (
            "客户端校验令牌，服务端签发令牌。",
            "Split the tokens: the client issues them, the server validates them",
            "GV302",
        ),
        (
            "Moved the sessions off `redis` and onto `memcached`.",
            "Store sessions in `redis` now instead of `memcached`",
            "GV303",
        ),
        (
            "会话改存到 `memcached`，不再使用 `redis`。",
            "Move sessions off memcached onto redis",
            "GV303",
        ),
    ],
)
def test_names_in_each_others_place_are_refused(text: str, subject: str, code: str) -> None:
    """All names stand in the evidence; only who goes with what is wrong."""
    subject, _, body = subject.partition("\n\n")
    assert code in _codes(text, subject, body)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (
            "`Beta` keeps the sessions in memory, while `Alpha` signs the tokens with a key.",
            "`Beta` keeps the sessions in memory, `Alpha` signs the tokens with a key",
        ),
        (
            "Tokens are signed by `Alpha` with a key; `Beta` holds the sessions in memory.",
            "`Beta` keeps the sessions in memory, `Alpha` signs the tokens with a key",
        ),
        (
            "Reads go to the primary, whereas writes go to both replicas.",
            "Split the pool: reads go to the primary, writes go to both replicas",
        ),
        (
            "Servers should install tinypack, while clients should install fastpack.",
            "Install tinypack (recommended for servers) or fastpack (recommended for clients)",
        ),
        (
            "Moved the sessions off `memcached` and onto `redis`.",
            "Store sessions in `redis` now instead of `memcached`",
        ),
    ],
)
def test_names_in_their_place_are_kept(text: str, subject: str) -> None:
    """The same facts in another order or voice stay supported."""
    assert not {"GV302", "GV303"} & _codes(text, subject)


TURNED = [
    ("`readAll` gave way to `read_all`.", "Rename `read_all` -> `readAll`"),
    ("`PoolSize` became `MaxPoolSize`.", "Rename MaxPoolSize → PoolSize"),
    ("去掉了 `--fast`，由 `--quick` 取代。", "Drop --quick, which has been replaced by --fast"),
    ("The dots style changed from `b` to `a`.", "Change `a` to `b` in the dots style"),
    (
        "Kept the pool tracer in place of the shared.",
        "Drop the pool tracer in favor of the shared",
    ),
    (
        "Recorded when it moves out of the waiting state.",
        "Record when it moves to the waiting state",
    ),
    ("Receivers download heads from the gateway.", "Receivers download heads to the gateway"),
    ("Compressed chunks on the way from the ingester.", "Compress chunks to the ingester"),
    ("Renamed the field `client_id` to `id`.", "Rename id to client_id in the payload"),
    ("分隔符由 %20 改为 +。", "Scopes should be separated by %20 and not +"),
    ("Closed the pool before stopping the poller.", "Close the pool after stopping the poller"),
    ("停止 `poller` 之前先关闭 `pool`。", "Close pool after stopping poller"),
    ("Trace logs were converted to debug logs.", "Convert debug logs to trace logs"),
    ("`find_url` was cleaned up into `_seek`.", "Clean up '_seek' into 'find_url'"),
    ("Folded the reader into the pool.", "Fold the pool into the reader"),
    ("Links became pointers instead of offsets.", "Links are now offsets rather than pointers"),
    (
        "Took out the plain transport and brought in skipped checks in its place.",
        "Remove skipped checks and instead add the plain transport",
    ),
    ("Presented `disk` as an alternative to `tape`.", "Mention tape as an alternative to disk"),
    ("`kind` was made to override the headers.", "Override kind with headers"),
    ("用 `UnixNano` 换掉了 `Unix`。", "Replace `UnixNano` with `Unix`"),
    ("Propagated the config from the proxy.", "Propagate the proxy from the config"),
]


@pytest.mark.parametrize(("text", "subject"), TURNED)
def test_what_is_told_the_other_way_round_is_refused(text: str, subject: str) -> None:
    """Whatever words say what gave way to what, or what came first."""
    assert "GV303" in _codes(text, subject)


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("Moved the pool from `plugin/pool` to `pkg/pool`.", False),
        ("Moved the pool from `pkg/pool` to `plugin/pool`.", True),
        ("把 pool 从 `pkg/pool` 移到 `plugin/pool`。", True),
    ],
)
def test_files_tell_from_where_to_where_they_moved(text: str, *, is_refused: bool) -> None:
    """The record of renamed files has the direction, where the message has none."""
    files = [
        {
            "path": "pkg/pool/pool.go",
            "old_path": "plugin/pool/pool.go",
            "added": 1,
            "deleted": 1,
        }
    ]
    moved = commit(1, "Move the pool between pkg/pool and plugin/pool", files=files)
    assert ("GV303" in codes(text, moved)) is is_refused


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("`read_all` gave way to `readAll`.", "Rename `read_all` -> `readAll`"),
        ("`MaxPoolSize` became `PoolSize`.", "Rename MaxPoolSize → PoolSize"),
        ("Receivers download heads to the gateway.", "Receivers download heads to the gateway"),
        (
            "Heads came from the gateway to the receivers.",
            "Let heads come from the gateway to the receivers, and go back to the gateway",
        ),
        ("Renamed the field `id` to `client_id`.", "Rename id to client_id in the payload"),
        ("分隔符由 + 改为 %20。", "Scopes should be separated by %20 and not +"),
        ("去掉了 `--quick`，由 `--fast` 取代。", "Drop --quick, which has been replaced by --fast"),
        ("Stopped the poller before closing the pool.", "Close the pool after stopping the poller"),
        ("After stopping the poller, the pool is closed.", "Stop the poller, then close the pool"),
        ("Debug logs were converted to trace logs.", "Convert debug logs to trace logs"),
        ("Folded the pool into the reader.", "Fold the pool into the reader"),
        ("Links became offsets instead of pointers.", "Links are now offsets rather than pointers"),
        ("The headers were made to override `kind`.", "Override kind with headers"),
        (
            "Switched the encoding to `utf-8` instead of `auto`.",
            "Switch the encoding to 'utf-8' instead of 'auto'",
        ),
        ("Loading the config into rows became the pool's.", "The pool loads the config into rows"),
    ],
)
def test_the_same_way_in_other_words_is_kept(text: str, subject: str) -> None:
    """A name that is part of another is not taken for it."""
    assert "GV303" not in _codes(text, subject)


@pytest.mark.parametrize(
    ("text", "subject", "body"),
    [
        (
            "Switched from Jaeger Client to OTEL SDK.",
            "[tracegen] Switch from Jaeger Client to OTEL SDK",
            "Use Jaeger instead of Zipkin.",
        ),
        (
            "Refactored the `GetNames` and `GetRoles` of `SpanReader`.",
            "[ES] Refactor the `GetNames` and `GetRoles` of SpanReader",
            "Refactored the `GetRoles` of `SpanReader`",
        ),
    ],
)
def test_what_stands_there_word_for_word_is_in_its_role(text: str, subject: str, body: str) -> None:
    """Whatever else the message says of the same names."""
    assert not {"GV302", "GV303"} & _codes(text, subject, body)


def test_a_problem_may_tell_how_the_order_was() -> None:
    """What a change puts right was the other way before it."""
    text, subject = (
        "The pool was closed before the poller stopped.",
        "Stop the poller before the pool",
    )
    assert "GV303" not in _codes(text, subject, slot=Slot.PROBLEM)


def test_a_reason_of_another_commit_is_refused() -> None:
    """Two true facts of two commits make no cause and effect; told side by side they stand."""
    other = ID.replace("1f0c", "2f0c")
    first = _commit("Raise the buffer limit of the uploader", ID)
    second = _commit("Slow disks stall the checkpoint of the journal", other)
    index = EvidenceIndex([first, second])

    def codes(text: str) -> set[str]:
        citations = (Citation(evidence=ID), Citation(evidence=other))
        sentence = Sentence(id="s1", slot=Slot.CHOICE, text=text, citations=citations)
        bounds = Bounds(id="p1", commits=(ID, other), people=("dev1@example.org",))
        narrative = Narrative(phase=bounds, sentences=(sentence,))
        (verdict,) = verify(narrative, index, load(environment={}).verify).verdicts
        return {finding.code for finding in verdict.findings}

    cause = "because slow disks stalled the checkpoint of the journal"
    assert "GV304" in codes(f"Raised the buffer limit of the uploader {cause}.")
    assert "GV304" not in codes(
        "Raised the buffer limit of the uploader; slow disks stalled the checkpoint of the journal."
    )


@pytest.mark.parametrize(
    "reason",
    ["because nobody else could have done it", "since we had to have it then", "因为没有别的办法"],
)
def test_a_reason_without_content_is_refused(reason: str) -> None:
    """Light words alone give a reason as well, and nothing could prove it."""
    assert "GV401" in _codes(
        f"Added a retry queue to the uploader, {reason}.", "Add a retry queue to the uploader"
    )


def test_a_short_clause_that_nothing_carries_is_refused() -> None:
    """Two words of which the evidence has none are no part of what it tells."""
    subject = "Add a retry queue to the uploader"
    text = "Added a retry queue to the uploader, while the wiki was rewritten."
    assert "GV501" in _codes(text, subject)


def test_an_exclamation_mark_in_code_ends_no_sentence() -> None:
    """`a != b` is one sentence, `Stop! Go` is two."""
    subject = "Check `peer != nil` before the retry"
    assert "GV501" not in _codes("Checked `peer != nil` before the retry.", subject)
    assert "GV501" in _codes("Checked `peer` before the retry! Checked the retry.", subject)
