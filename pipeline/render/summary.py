"""What was read, used, left out and rejected, in one paragraph."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.render.view import View


def summary(shown: View, escape: Callable[[str], str]) -> list[str]:
    """Write the tally's sentences; `escape` protects the reasons, which come from outside."""
    words, tally = shown.words, shown.tally
    lines = [
        words.commits.format(
            read=tally.commits_read, person=tally.commits_person, used=tally.commits_used
        )
    ]
    if tally.omissions:
        reasons = words.separator.join(escape(words.omitted(o)) for o in tally.omissions)
        lines.append(words.left_out.format(reasons=reasons))
    codes = ", ".join(f"{o.count} × {escape(o.reason)}" for o in tally.rejected)
    lines.append(
        words.sentences.format(
            drafted=tally.drafted,
            kept=tally.kept,
            rejected=sum(o.count for o in tally.rejected),
            codes=f" ({codes})" if codes else "",
        )
    )
    return lines
