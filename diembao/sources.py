"""The options that say where articles come from, shared by the commands that read articles."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

import click

from diembao.options import require_single

if TYPE_CHECKING:
    from diembao.intake.supply import Wanted

_F = TypeVar("_F", bound=Callable[..., Any])


class Sectioned(click.Command):
    """A command whose help tells the options of the web apart from its own."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        own = [param for param in options if not isinstance(param, WebOption)]
        web = [param for param in options if isinstance(param, WebOption)]
        for heading, params in (("Options", own), ("Options for the web", web)):
            told = [record for param in params if (record := param.get_help_record(ctx))]
            with formatter.section(heading):
                formatter.write_dl(told)


class WebOption(click.Option):
    """An option that matters only where something is fetched."""


def listing_options(command: _F) -> _F:
    """Options that name lists of addresses, feeds and sitemaps."""
    for option in (
        click.option("--sitemap", "sitemaps", cls=WebOption, multiple=True, metavar="URL",
                     help="The articles that a sitemap names, and the sitemaps that it names."),
        click.option("--feed", "feeds", cls=WebOption, multiple=True, metavar="URL",
                     help="The articles that an RSS or Atom feed names."),
        click.option("--urls", "lists", cls=WebOption, multiple=True, metavar="FILE", type=click.Path(dir_okay=False),
                     help="The articles of a list of addresses, one a line; # begins a comment."),
    ):  # fmt: skip
        command = option(command)
    return command


def web_options(command: _F) -> _F:
    """Options that say how addresses are fetched; the command gets them as one, `settings`."""

    @wraps(command)
    def with_settings(*args: Any, delay: float | None, limit: int | None, user_agent: str | None, allow_private: bool,
                      **kwargs: Any) -> Any:  # fmt: skip
        from diembao.intake.settings import Settings

        told: dict[str, Any] = {"delay": delay, "pages": limit, "agent": user_agent}
        given = {name: value for name, value in told.items() if value is not None}
        return command(*args, settings=Settings(allow_private=allow_private, **given), **kwargs)

    made: Any = with_settings
    for option in (
        click.option("--allow-private", cls=WebOption, is_flag=True,
                     help="Fetch from this machine and its private network too."),
        click.option("--user-agent", cls=WebOption, envvar="DIEMBAO_USER_AGENT", show_envvar=True, callback=_plain,
                     help="Who you are, and how a site reaches you: `diembao (+mailto:you@example.vn)`."),
        click.option("--limit", cls=WebOption, type=click.IntRange(min=1), metavar="N",
                     help="Fetch at most so many pages of each feed or sitemap.  [default: 1000]"),
        click.option("--delay", cls=WebOption, type=click.FloatRange(0, 3600), metavar="SECONDS", callback=_number,
                     help="Seconds between two requests to a site; its robots.txt may want more.  [default: 2]"),
    ):  # fmt: skip
        made = option(made)
    return made  # type: ignore[no-any-return]


def _number(_: click.Context, __: click.Parameter, value: float | None) -> float | None:
    if value is not None and value != value:  # NaN is in every range
        raise click.BadParameter("give a number of seconds")
    return value


def _plain(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None and not (value.isascii() and value.isprintable() and value.strip()):
        raise click.BadParameter("a user agent is one line of ASCII text")
    return value


def wanted(
    paths: Sequence[str], url: str | None, lists: Sequence[str], feeds: Sequence[str], sitemaps: Sequence[str]
) -> Iterator[Wanted]:
    """All that the arguments of a command name, still unread. UsageError where they contradict each other."""
    from diembao.inputs import STDIN, Listing, find_inputs, is_address

    require_single(tuple(paths), url)
    if url and is_address(paths[0]):
        raise click.UsageError("--url says where a file came from; an address that is fetched needs none")
    if [*paths, *lists].count(STDIN) > 1:
        raise click.UsageError("standard input (-) can be read once only")
    listed = [Listing("urls", each) for each in lists] + [Listing("feed", each) for each in feeds]
    return chain(find_inputs(paths, url), listed, (Listing("sitemap", each) for each in sitemaps))
