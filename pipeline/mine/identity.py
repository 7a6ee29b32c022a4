"""Who there is, and which of them the résumé is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.domain.person import Identity, Person
from pipeline.domain.scope import Scope
from pipeline.domain.text import printable
from pipeline.errors import PersonError, RepositoryError
from pipeline.mine.config import read_config, user_files
from pipeline.mine.labels import Labeller
from pipeline.mine.mailmap import Entry, meant_by, read_mailmap, same_person
from pipeline.mine.repository import GitRepository
from pipeline.mine.store import NOTES

_LISTED = 8
"""People that an error lists."""

People = tuple[tuple[Identity, int], ...]


def people(repository: GitRepository, scope: Scope) -> People:
    """Give everyone by number of commits, most first; bots are left out.

    Equal addresses are one person, under the name that was used most.
    """
    tips = repository.tips(scope.refs)
    labeller = Labeller(repository.settings)
    written = Counter(
        (identity.name, identity.email)
        for row in repository.log(tips)
        for identity in (row.author, *row.co_authors)
    )
    counts = {Identity(name=name, email=email): n for (name, email), n in written.items()}
    return _ranked({who: n for who, n in counts.items() if not labeller.is_bot(who)})


def _ranked(counts: Mapping[Identity, int]) -> People:
    names: dict[str, Counter[Identity]] = {}
    for identity, count in counts.items():
        names.setdefault(identity.key, Counter())[identity] += count
    ranked = [(_usual(counts), counts.total()) for counts in names.values()]
    return tuple(sorted(ranked, key=lambda pair: (-pair[1], pair[0].key)))


def _usual(counts: Counter[Identity]) -> Identity:
    return min(counts, key=lambda identity: (-counts[identity], identity.name))


def find_person(
    wanted: Sequence[str], repositories: Sequence[GitRepository], refs: tuple[str, ...] = ()
) -> Person:
    """Find whose résumé it is.

    Args:
        wanted: E-mail addresses or names; without any, git's own `user.email` is taken.
        repositories: Where they must have committed.
        refs: Which refs to look at; HEAD without any.

    Raises:
        PersonError: Nobody fits, or several do; it names those to choose from.
    """
    ranked = [entry for each in repositories for entry in people(each, Scope(refs=refs))]
    known = tuple(identity for identity, _ in ranked)
    asked = tuple(wanted) or _from_config(repositories, ranked)
    maps = [read_mailmap(_mailmap(each)) for each in repositories]
    entries = [entry for each in maps for entry in each]
    found = [i for text in asked for i in _asked_for(text, known, ranked, entries)]
    for each in maps:
        tied = same_person(found, known, each)
        _tell(tied)
        found += tied
    own = {identity.key: identity for identity in reversed(found)}
    commits = Counter[str]()
    for identity, count in ranked:
        commits[identity.key] += count
    ordered = sorted(own.values(), key=lambda identity: (-commits[identity.key], identity.key))
    return Person(name=_display(ordered), identities=tuple(ordered))


def _asked_for(
    text: str,
    known: Sequence[Identity],
    ranked: Iterable[tuple[Identity, int]],
    entries: list[Entry],
) -> list[Identity]:
    """Find whom an address or a name means, at last by what a tracked .mailmap says of it."""
    try:
        return _fitting(text, known, ranked)
    except PersonError:
        meant = meant_by(text, known, entries)
        _tell(meant)
        if not meant:
            raise
        return meant


def _tell(tied: Iterable[Identity]) -> None:
    """Show whom only .mailmap ties to the person: anyone who can commit can write it."""
    for identity in tied:
        shown = printable(f"{identity.name} <{identity.email}>")
        NOTES.warning("%s is taken for the same person: .mailmap says so", shown)


def _display(identities: Sequence[Identity]) -> str:
    named = (printable(identity.name) for identity in identities if identity.name)
    return next(named, identities[0].email)


def _fitting(
    text: str, known: Sequence[Identity], ranked: Iterable[tuple[Identity, int]]
) -> list[Identity]:
    """Find by whole address, then by whole name, then by a piece that fits one person only."""
    sought = text.strip().casefold()
    by_address = [i for i in known if sought in {i.email.casefold(), _angle(i)}]
    by_name = [i for i in known if i.name.casefold() == sought]
    by_piece = [i for i in known if sought and sought in _angle(i)]
    if by_address or by_name:
        return by_address or by_name
    if len({identity.key for identity in by_piece}) == 1:
        return by_piece
    fitting = _totals(pair for pair in ranked if pair[0] in by_piece)
    what = "several people fit" if by_piece else "no commit by"
    raise PersonError(
        f"{what} {printable(text)!r}",
        todo=f"there is {_list(fitting or _totals(ranked))}",
        candidates=_candidates(fitting),
    )


def _angle(identity: Identity) -> str:
    return f"{identity.name} <{identity.email}>".casefold()


def _totals(ranked: Iterable[tuple[Identity, int]]) -> People:
    """Count each person once over all repositories, most commits first."""
    totals = Counter[str]()
    first: dict[str, Identity] = {}
    for identity, count in ranked:
        totals[identity.key] += count
        first.setdefault(identity.key, identity)
    order = sorted(totals, key=lambda key: (-totals[key], key))
    return tuple((first[key], totals[key]) for key in order)


def _list(totals: People) -> str:
    shown = [
        printable(f"{identity.name} <{identity.email}> ({count})")
        for identity, count in totals[:_LISTED]
    ]
    more = f" and {len(totals) - _LISTED} more" if len(totals) > _LISTED else ""
    return (", ".join(shown) or "nobody") + more


def _candidates(totals: People) -> tuple[tuple[str, int], ...]:
    return tuple((identity.email or identity.name, count) for identity, count in totals)


def _from_config(
    repositories: Sequence[GitRepository], ranked: Sequence[tuple[Identity, int]]
) -> tuple[str, ...]:
    """Give the address that git would commit under, from its files alone."""
    found = [email for each in repositories if (email := default_email(each))]
    if found:
        return tuple(dict.fromkeys(found))
    everyone = _totals(ranked)
    raise PersonError(
        "git knows no user.email to go by",
        todo=f"name one with --person, or take --everyone; there is {_list(everyone)}",
        candidates=_candidates(everyone),
    )


def default_email(repository: GitRepository) -> str:
    """Give `user.email` of the repository's config, else of the user's own; empty if unset."""
    configs = [read_config(repository.outside, file, includes=True) for file in user_files()]
    emails = [c["user.email"][-1] for c in (*configs, repository.config) if "user.email" in c]
    return emails[-1] if emails else ""


def _mailmap(repository: GitRepository) -> bytes:
    if "HEAD" not in repository.all_refs:
        return b""
    try:
        return repository.git.run(["cat-file", "blob", f"{repository.all_refs['HEAD']}:.mailmap"])
    except RepositoryError:
        return b""
