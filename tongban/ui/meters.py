"""What is counted for the operator: requests by route and status, and their time. No path, no number, no name."""

from prometheus_client import Counter, Histogram

REQUESTS = Counter("tongban_requests_total", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "tongban_request_seconds",
    "Time to answer a request.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.3, 0.6, 1.2, 2.5, 5, 10),
)
