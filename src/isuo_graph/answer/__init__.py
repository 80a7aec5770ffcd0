"""One operation answered: its document read, its plan run, plugins' fields filled, its acts done.

Between the rooms and the web: it knows the planner, the store and the host, but neither HTTP nor any single room.
"""
