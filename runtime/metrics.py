"""What is counted, in a registry of each app's own. No label names a tenant: there may be thousands."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """Counters of one app."""

    def __init__(self, held_polls: Callable[[], int]) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "dashwright_http_requests",
            "HTTP requests answered.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "dashwright_http_request_seconds",
            "Time to the end of an answer; polls that are held count as long as they were held.",
            ["route"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self.syncs = Counter(
            "dashwright_syncs", "Polls of agents answered, by outcome.", ["outcome"], registry=self.registry
        )
        self.refused_keys = Counter(
            "dashwright_refused_keys",
            "Requests with a key that is not good, by who knew it.",
            ["known_by"],
            registry=self.registry,
        )
        held = Gauge("dashwright_held_polls", "Polls that wait for a publication.", registry=self.registry)
        held.set_function(held_polls)

    def text(self) -> bytes:
        """All of them in Prometheus's text format."""
        return generate_latest(self.registry)
