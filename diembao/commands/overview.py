import click


@click.command()
def overview() -> None: ...
