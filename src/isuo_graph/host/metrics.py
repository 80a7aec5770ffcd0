"""What is measured of plugins, for `/metrics`. Labels are a plugin and a question; never a school, never a person."""

from __future__ import annotations

from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

# Seconds; the interactive deadline of 0.8 lies between two of them. A guess.
_BUCKETS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 0.8, 1.5, 5.0, 30.0)


@dataclass(frozen=True)
class Metrics:
    """The instruments of one process."""

    calls: Counter
    seconds: Histogram
    in_flight: Gauge
    resting: Gauge
    disclosed: Counter


def metrics(registry: CollectorRegistry) -> Metrics:
    """Make the instruments in a registry."""
    by_question = ("plugin", "question")
    return Metrics(
        Counter("isuo_plugin_calls", "Calls to plugins by outcome.", (*by_question, "outcome"), registry=registry),
        Histogram("isuo_plugin_call_seconds", "How long calls took.", by_question, registry=registry, buckets=_BUCKETS),
        Gauge("isuo_plugin_in_flight", "Calls that a plugin works on now.", ("plugin",), registry=registry),
        Gauge("isuo_plugin_resting", "Schools whose plugin is left alone now.", ("plugin",), registry=registry),
        Counter("isuo_plugin_disclosed", "Students whose data left to a plugin.", ("plugin",), registry=registry),
    )
