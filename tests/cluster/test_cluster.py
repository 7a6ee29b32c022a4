"""What clustering makes of small histories."""

from __future__ import annotations

from datetime import date

from pipeline.cluster import cluster
from pipeline.domain.commit import Label
from tests.cluster.build import ONE, RULES, TWO, Repository

XID, UUID = "github.com/rs/xid", "github.com/google/uuid"


def swapped() -> Repository:
    """Make a history in which one library takes another's place."""
    repo = Repository()
    repo.commit("Add ids", added=(XID,), imports=((XID,), ()))
    repo.commit("Return ids to callers of xid")
    repo.commit(
        "Replace rs/xid with google/uuid",
        "Callers outside need ids of a standard form because they store them as UUID.",
        added=(UUID,),
        removed=(XID,),
        imports=((UUID,), (XID,)),
        paths=("engine/id.go", "go.mod"),
        request="The xid form is refused by the billing service.",
    )
    return repo


def test_a_swap_is_a_transition() -> None:
    """A dependency that leaves as another comes, named in the subject, is a transition."""
    repo = swapped()
    (found,) = cluster(repo.history(), RULES).transitions
    assert "xid" in found.origin.casefold()
    assert "uuid" in found.target.casefold()
    assert found.start_commit == found.end_commit == repo.commits[2].id


def test_a_reason_is_quoted_verbatim() -> None:
    """A transition's reason is a causal sentence of its own evidence, word for word."""
    repo = swapped()
    (found,) = cluster(repo.history(), RULES).transitions
    assert found.reason is not None
    assert found.reason.evidence == repo.commits[2].id
    assert found.reason.quote == repo.commits[2].body


def test_no_reason_is_made_up() -> None:
    """Where no sentence says why, the transition has no reason."""
    repo = Repository()
    repo.commit("Add ids", added=(XID,), imports=((XID,), ()))
    repo.commit("Replace rs/xid with google/uuid", added=(UUID,), removed=(XID,))
    (found,) = cluster(repo.history(), RULES).transitions
    assert found.reason is None


def test_what_a_message_names_took_its_place() -> None:
    """What came with the same commit is no successor where the message names another."""
    repo = Repository()
    repo.commit("Add sphinx-issues", added=("sphinx-issues",))
    body = "* use sphinx.ext.extlinks instead of sphinx-issues\n* check with pyright as well"
    repo.commit("Update project files", body, added=("pyright",), removed=("sphinx-issues",))
    targets = {t.target.casefold() for t in cluster(repo.history(), RULES).transitions}
    assert "pyright" not in targets


def test_a_repository_replaces_nothing_with_itself() -> None:
    """Work that moves into the repository is no choice of the technology that it is."""
    for name, expected in (("example/badger", 0), ("example/app", 1)):
        repo = Repository(name)
        repo.commit("Add ids")
        repo.commit("Move storage from LevelDB to Badger", added=("github.com/dgraph-io/badger",))
        assert len(cluster(repo.history(), RULES).transitions) == expected


def test_upgrades_are_no_transitions() -> None:
    """A new major version, or a new path of the same module, replaces nothing."""
    repo = Repository()
    old, new = "github.com/robfig/cron/v2", "github.com/robfig/cron/v3"
    repo.commit("Add cron", added=(old,), imports=((old,), ()))
    repo.commit("Upgrade cron to v3", added=(new,), removed=(old,), imports=((new,), (old,)))
    repo.commit("Bump cron", updated=(new,))
    assert cluster(repo.history(), RULES).transitions == ()


def test_indirect_dependencies_are_no_transitions() -> None:
    """A dependency that leaves without ever being imported or named says nothing."""
    repo = Repository()
    repo.commit("Tidy", added=("github.com/unheard/of",))
    repo.commit("Tidy again", removed=("github.com/unheard/of",), added=("github.com/other/thing",))
    assert cluster(repo.history(), RULES).transitions == ()


def test_bots_and_reverted_work_are_left_out() -> None:
    """What a bot did, or what was taken back, makes no phase and is no noise."""
    repo = Repository()
    repo.commit("Add ids", added=(XID,), imports=((XID,), ()))
    label = (Label.REVERTED,)
    repo.commit("Replace rs/xid with google/uuid", added=(UUID,), removed=(XID,), labels=label)
    bot = repo.commit("Drop rs/xid", removed=(XID,), labels=(Label.BOT,))
    found = cluster(repo.history(), RULES)
    assert found.transitions == ()
    assert bot not in found.noise


def test_a_chain_tells_what_ended_a_choice() -> None:
    """The phase of a technology that is replaced later knows what replaced it."""
    repo = swapped()
    repo.commit(
        "Replace google/uuid with oklog/ulid",
        added=("github.com/oklog/ulid",),
        removed=(UUID,),
        imports=(("github.com/oklog/ulid",), (UUID,)),
    )
    phases = cluster(repo.history(), RULES).phases
    middle = next(p for p in phases if p.replaced_by and p.transition)
    assert middle.ending is not None
    assert middle.ending.end_commit == repo.commits[3].id
    assert middle.candidates.abandonment == (repo.commits[3].id,)
    assert repo.commits[3].id in middle.bounds.commits


def test_a_transition_belongs_to_who_made_it() -> None:
    """Someone else's replacement is not told in a person's résumé."""
    repo = swapped()
    assert cluster(repo.history(TWO), RULES).phases == ()
    assert len(cluster(repo.history(None), RULES).transitions) == 1


def test_bounds_hold_everything_that_may_be_cited() -> None:
    """Bounds list commits with their pull requests, the person's address and every day."""
    repo = swapped()
    phase = next(p for p in cluster(repo.history(), RULES).phases if p.transition)
    assert phase.bounds.commits[:2] == (repo.commits[2].id, "example/app#3")
    assert phase.bounds.people == (ONE.email,)
    assert phase.bounds.since == date(2022, 1, 6)
    assert phase.bounds.until == date(2022, 1, 9)


def test_a_phase_lasts_as_long_as_the_persons_work_on_it() -> None:
    """What others give up years later may be cited, but makes nobody's own work last longer."""
    repo = swapped()
    replaced = "Replace google/uuid with oklog/ulid"
    repo.commit(replaced, added=("x/ulid",), removed=(UUID,), by=TWO, days=900)
    (phase,) = (p for p in cluster(repo.history(), RULES).phases if p.transition)
    assert repo.commits[3].id in phase.bounds.commits
    assert phase.bounds.until == date(2022, 1, 9)


def busy(commits: int = 9) -> Repository:
    """Make a history of plain work on one part of the system."""
    repo = Repository()
    repo.commit("Add ids", added=(XID,), imports=((XID,), ()))
    for number in range(commits):
        repo.commit(
            f"Retry delivery of webhooks, step {number}",
            "Deliveries fail when the receiver is slow." if number == 1 else "",
            paths=("webhook/deliver.go", "webhook/deliver_test.go"),
        )
    return repo


def test_plain_work_makes_phases() -> None:
    """Commits on one part of the system, near in time, are a phase with its problem."""
    repo = busy()
    (phase,) = cluster(repo.history(), RULES).phases
    assert phase.transition is None
    assert phase.technology == ""
    assert len(phase.bounds.commits) == 9
    assert phase.candidates.problem[0] == repo.commits[2].id
    assert "webhooks" in phase.bounds.title


def test_a_few_stray_commits_are_noise() -> None:
    """Too few commits for a phase are given as noise, none is lost."""
    repo = busy(2)
    found = cluster(repo.history(), RULES)
    assert found.phases == ()
    assert set(found.noise) == {commit.id for commit in repo.commits}


def test_ids_stay_when_the_history_grows() -> None:
    """Every phase of a shorter history has the same id in every longer one."""
    repo = swapped()
    for number in range(9):
        repo.commit(f"Retry delivery, step {number}", paths=("webhook/deliver.go",))
    repo.commit("Replace google/uuid with oklog/ulid", removed=(UUID,), added=("x.org/o/ulid",))
    for number in range(6):
        repo.commit(f"Sign deliveries, step {number}", paths=("webhook/sign.go",), days=20)
    before: set[str] = set()
    for first in range(1, len(repo.commits) + 1):
        now = {phase.id for phase in cluster(repo.history(first=first), RULES).phases}
        assert before <= now
        before = now
    assert len(before) > 2


def test_repositories_keep_their_own_tracks() -> None:
    """Two repositories' tracks are told apart; phase ids are those of each one alone."""
    one, two = swapped(), busy()
    two.name = "example/other"
    two.commits = [c.model_copy(update={"repo": two.name}) for c in two.commits]
    alone = cluster(one.history(), RULES)
    history = one.history()
    both = history.model_copy(update={"commits": (*history.commits, *two.commits)})
    found = cluster(both, RULES)
    assert {p.id for p in alone.phases} <= {p.id for p in found.phases}
    assert {p.track for p in found.phases} == {t.id for t in found.tracks}
    assert all(t.title.endswith(("(app)", "(other)")) for t in found.tracks)


def test_nothing_gives_nothing() -> None:
    """An empty history has no tracks, no phases, no noise."""
    found = cluster(Repository().history(), RULES)
    assert (found.tracks, found.phases, found.transitions, found.noise) == ((), (), (), ())
