"""`python -m neurocorrelator`: the command line."""

from neurocorrelator.cli.entry import main

if __name__ == "__main__":
    main()
