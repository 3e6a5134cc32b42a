"""``python -m vertragsgen``: the same as the console script."""

from vertragsgen.cli import main

if __name__ == "__main__":
    main()
