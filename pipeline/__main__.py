"""Let `python -m pipeline` run the command."""

from pipeline.cli import main

main()
