"""`python -m diembao` is the `diembao` command."""
from diembao.cli import main

main()
