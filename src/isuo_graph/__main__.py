"""`python -m isuo_graph` is `isuo-graph`."""

from isuo_graph.cli import main

if __name__ == "__main__":
    main()
