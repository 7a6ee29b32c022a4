"""`gitvitae explain`: what a rule looks for."""

from __future__ import annotations

import click


@click.command()
@click.argument("codes", nargs=-1, metavar="[CODE]...")
def command(codes: tuple[str, ...]) -> None:
    """Say what a rule of the verifier looks for, and how to mend a finding.

    CODE is a code such as GV201, or the beginning of several (GV2). Without any, all rules are
    listed.
    """
    from pipeline.errors import UsageError
    from pipeline.verify import contents, explain, rules

    if not codes:
        click.echo(contents(), nl=False)
        return
    for code in codes:
        found = [rule for rule in rules() if rule.code.startswith(code.upper())]
        if not found:
            raise UsageError("no such rule", where=code, todo="gitvitae explain lists them all")
        click.echo("\n".join(explain(rule) for rule in found))
