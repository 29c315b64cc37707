"""`python -m neurocorrelator`: the command line."""

from neurocorrelator.cli.app import main

if __name__ == "__main__":
    main()
