"""E-courses from Kolibri for isuo-graph. It uses `isuo_graph.sdk` and nothing else of the house."""

from isuo_kolibri.plugin import KolibriPlugin

__all__ = ["KolibriPlugin"]
