"""The whole pipeline: mine → cluster → draft → verify → render.

The one place that builds the real adapters; everything else takes them as arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from os.path import relpath
from pathlib import Path
from tempfile import TemporaryDirectory

import platformdirs

from pipeline import __version__, artifacts, resources
from pipeline.cluster import cluster
from pipeline.domain.history import History
from pipeline.domain.model import Model
from pipeline.domain.phase import Clustering
from pipeline.domain.scope import Scope
from pipeline.domain.timeline import Chapter, Ledger, Untold
from pipeline.draft import Usage, Writer, build_prompt, build_writer
from pipeline.mine import (
    GitRepository,
    Network,
    Store,
    combine,
    deepen,
    find_person,
    is_forge,
    mine,
    open_forge,
)
from pipeline.render import Template, render
from pipeline.settings import Settings
from pipeline.tell import Drafting, Progress, assemble, tell

Settle = Callable[[Sequence[Chapter | Untold]], list[Chapter | Untold]]


class Request(Model):
    """Whose résumé is drafted, from what. Paths are as the caller gave them.

    `pull_requests` are files, or words for forges; `network` says which forges may be asked.
    """

    repositories: tuple[str, ...]
    persons: tuple[str, ...] = ()
    everyone: bool = False
    since: date | None = None
    until: date | None = None
    refs: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    pull_requests: tuple[str, ...] = ()
    network: Network = Network.NAMED


@dataclass(frozen=True)
class Drafted:
    """A ledger, and what its drafting took from a language model."""

    ledger: Ledger
    usage: Usage


def draft_resume(request: Request, settings: Settings, folder: Path, progress: Progress) -> Drafted:
    """Run the pipeline from repositories to the ledger of a new résumé."""
    history = gather(request, settings, progress)
    return draft_history(history, request, settings, folder, progress)


def draft_history(  # noqa: PLR0913 - the pipeline's own inputs
    history: History,
    request: Request,
    settings: Settings,
    folder: Path,
    progress: Progress,
    *,
    known: Mapping[str, Chapter | Untold] | None = None,
    settle: Settle = list,
) -> Drafted:
    """Run the pipeline from a history to a ledger.

    Args:
        history: What was mined.
        request: Remembered in the ledger, so that a refresh asks for the same.
        settings: All settings.
        folder: Where the ledger will lie; paths in it are relative to this folder.
        progress: Told how far each stage is.
        known: What was told before, by phase id; kept where its inputs are the same.
        settle: Has the last word on the chapters before they are put together.
    """
    found = group(history, settings, progress)
    writer = build_writer(settings.draft, _cache() / "answers")
    drafting = _drafting(settings, writer)
    chapters = settle(tell(history, found, drafting, known or {}, progress))
    ledger = Ledger(
        generator=f"gitvitae {__version__}",
        inputs=drafting.inputs,
        writer=settings.draft.writer,
        prompt=drafting.prompt.digest,
        options=tuple(_remember(history.scope, request, settings, folder)),
        timeline=assemble(_portable(history, folder), found, chapters, settings.draft.lang),
        untold=tuple(chapter for chapter in chapters if isinstance(chapter, Untold)),
    )
    return Drafted(ledger=ledger, usage=writer.usage)


def gather(
    request: Request, settings: Settings, progress: Progress, cited: frozenset[str] = frozenset()
) -> History:
    """Mine every repository of the request into one history; cited commits are read deepest."""
    with ExitStack() as stack:
        store = stack.enter_context(Store(commits_file() if settings.mine.cache else None))
        repositories = [
            stack.enter_context(GitRepository(Path(path), settings.mine, store))
            for path in request.repositories
        ]
        kept = (
            _cache() / "pulls"
            if settings.mine.cache
            else Path(stack.enter_context(TemporaryDirectory(prefix="gitvitae-")))
        )
        given = request.pull_requests
        forge = open_forge(given, repositories, kept, request.network, progress)
        person = (
            None if request.everyone else find_person(request.persons, repositories, request.refs)
        )
        scope = Scope(
            person=person,
            refs=request.refs,
            since=request.since,
            until=request.until,
            paths=request.paths,
        )
        histories = [mine(repository, forge, scope, progress) for repository in repositories]
        if cited:
            pairs = zip(repositories, histories, strict=True)
            histories = [deepen(repository, history, cited) for repository, history in pairs]
        return combine(histories)


def group(history: History, settings: Settings, progress: Progress) -> Clustering:
    """Find transitions, tracks and phases."""
    progress("cluster", 0, None)
    found = cluster(history, settings.cluster)
    progress("cluster", len(found.phases), len(found.phases))
    return found


def publish(ledger: Ledger, folder: Path, markdown: str | None = None) -> None:
    """Write the résumé in every format and the ledger; `markdown` is what a person edited."""
    timeline = ledger.timeline
    artifacts.write_all(
        folder,
        {
            artifacts.MARKDOWN: markdown or render(timeline, Template.MARKDOWN),
            artifacts.HTML: render(timeline, Template.HTML),
            artifacts.JSON_RESUME: render(timeline, Template.JSON_RESUME),
            artifacts.LEDGER: artifacts.write_ledger(ledger),
        },
    )


def recall(ledger: Ledger, folder: Path, repositories: Sequence[str] = ()) -> Request:
    """Ask for what the ledger remembers; `repositories` stand in for its own where given.

    A ledger is a file that anyone may have written: no forge is asked that was not asked before.
    """
    options = _options(ledger)
    own = [str(folder / path) for path in options.get("repository", ())]
    return Request(
        repositories=tuple(repositories or own),
        persons=options.get("person", ()),
        everyone=bool(options.get("everyone")),
        since=_day(options.get("since")),
        until=_day(options.get("until")),
        refs=options.get("ref", ()),
        paths=options.get("path", ()),
        pull_requests=tuple(
            given if is_forge(given) else str(folder / given)
            for given in options.get("pull_requests", ())
        ),
        network=Network.KNOWN,
    )


def recall_settings(ledger: Ledger, settings: Settings) -> Settings:
    """Let the ledger's own writer, server and language stand where a draft chose them."""
    options = _options(ledger)
    chosen = {key: options[key][0] for key in ("writer", "base_url", "lang") if options.get(key)}
    draft = settings.draft.model_validate(settings.draft.model_dump() | chosen)
    return settings.model_copy(update={"draft": draft})


def _remember(
    scope: Scope, request: Request, settings: Settings, folder: Path
) -> Iterator[tuple[str, str]]:
    yield from (("repository", relpath(path, folder)) for path in request.repositories)
    if scope.person:
        yield from (("person", identity.key) for identity in scope.person.identities)
    else:
        yield "everyone", "true"
    yield from (("ref", ref) for ref in request.refs)
    yield from (("path", path) for path in request.paths)
    for given in request.pull_requests:
        yield "pull_requests", given if is_forge(given) else relpath(given, folder)
    for name, day in (("since", request.since), ("until", request.until)):
        if day:
            yield name, day.isoformat()
    yield "writer", settings.draft.writer
    yield "base_url", settings.draft.base_url
    yield "lang", settings.draft.lang


def _options(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    names = dict.fromkeys(name for name, _ in ledger.options)
    return {n: tuple(v for name, v in ledger.options if name == n and v) for n in names}


def _day(values: tuple[str, ...] | None) -> date | None:
    return date.fromisoformat(values[0]) if values else None


def _portable(history: History, folder: Path) -> History:
    """Name sources by their place relative to the résumé: a ledger moves with its repositories."""
    sources = [s.model_copy(update={"path": relpath(s.path, folder)}) for s in history.sources]
    return history.model_copy(update={"sources": tuple(sources)})


def commits_file() -> Path:
    """Give the file that keeps what was mined."""
    return _cache() / "commits.sqlite"


def _cache() -> Path:
    return platformdirs.user_cache_path("gitvitae")


def _drafting(settings: Settings, writer: Writer) -> Drafting:
    prompt = build_prompt(settings.draft.lang)
    inputs = artifacts.digest(
        __version__,
        settings.draft.model_dump_json(exclude={"concurrency", "timeout"}),
        settings.verify.model_dump_json(),
        prompt.digest,
        resources.digest("config"),
    )
    return Drafting(
        writer=writer,
        prompt=prompt,
        policy=settings.verify,
        rounds=settings.draft.rounds,
        concurrency=settings.draft.concurrency,
        inputs=inputs,
    )
