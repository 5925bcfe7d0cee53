import click


@click.command()
def query() -> None: ...
