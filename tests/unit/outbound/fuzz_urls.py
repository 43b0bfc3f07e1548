"""The fuzzer of urls for as long as one likes: ``python -m tests.unit.outbound.fuzz_urls 60``.

Writes its seeds; a second argument is the first one. Ends with 1 when something went wrong.
"""

import sys
import time
from collections import Counter
from random import Random, SystemRandom

from tests.unit.outbound.spellings import random_url
from tests.unit.outbound.url_trials import try_urls

_EACH = 2_000


def main(seconds: float, seed: int) -> int:
    """Try urls, seed by seed; return the exit code."""
    until, tried = time.monotonic() + seconds, 0
    outcomes: Counter[str] = Counter()
    while time.monotonic() < until:
        draw = Random(seed)
        trials = try_urls(random_url(draw) for _ in range(_EACH))
        tried += _EACH
        outcomes += trials.outcomes
        outcomes["dials"] += trials.dials
        if trials.wrong:
            sys.stdout.write(f"seed {seed}\n" + "\n".join(trials.wrong) + "\n")
            return 1
        seed += 1
    sys.stdout.write(f"{tried} urls, up to seed {seed - 1}: {dict(outcomes)}\n")
    return 0


if __name__ == "__main__":
    _first = int(sys.argv[2]) if len(sys.argv) > 2 else SystemRandom().randrange(2**32)
    sys.stdout.write(f"first seed {_first}\n")
    sys.exit(main(float(sys.argv[1]), _first))
