"""`diembao completion`: the script that teaches a shell to complete the command."""
from __future__ import annotations

import click


@click.command(short_help="Print the completion script of a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that lets SHELL complete diembao's commands and options.

    \b
    Examples:
        diembao completion bash >> ~/.bashrc
        diembao completion zsh >> ~/.zshrc
        diembao completion fish > ~/.config/fish/completions/diembao.fish
    """
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None, shell
    click.echo(script(ctx.find_root().command, {}, "diembao", "_DIEMBAO_COMPLETE").source())
