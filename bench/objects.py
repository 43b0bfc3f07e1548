"""Objects to work on: orders with a few fields each, the same ones in every run."""

from random import Random
from typing import Any

_NAMES = ("Ann", "Bo", "Alma", "Cem", "Dora", "Abel", "Eve", "Finn")


def orders(count: int) -> list[Any]:
    """Return ``count`` orders; a customer has a hundred on average."""
    random = Random(7)
    customers = [f"customer {at}" for at in range(max(1, count // 100))]
    return [
        {
            "name": random.choice(_NAMES),
            "age": random.randrange(10, 80),
            "customer": random.choice(customers),
            "price": random.randrange(100, 9_999) / 100,
            "count": random.randrange(1, 9),
        }
        for _ in range(count)
    ]
