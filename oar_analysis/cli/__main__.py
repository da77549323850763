"""`python -m oar_analysis.cli`: the command line where its script is not on the path."""

from oar_analysis.cli import main

if __name__ == "__main__":
    main()
