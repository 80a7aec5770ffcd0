"""One operation answered: its document read, its plan run, plugins' fields filled, its acts done.

It knows the planner and the store, but neither HTTP nor any single room nor any plugin.
"""
