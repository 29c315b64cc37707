"""A command whose flags may each be given once: a second value would hide the first."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperOption


class OnceCommand(TyperCommand):
    """A command that refuses a repeated flag."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # a context of typer's own click
        """As click does, after a look at what was given how often."""
        if args and not ctx.resilient_parsing:
            _, _, order = self.make_parser(ctx).parse_args(args=list(args))
            seen: set[str | None] = set()
            for given in order:
                if isinstance(given, TyperOption) and not (given.multiple or given.count):
                    if given.name in seen:
                        raise typer.BadParameter("is given more than once", ctx, given)
                    seen.add(given.name)
        return super().parse_args(ctx, args)
