"""One answer that is too large, in a fresh process: prints the error and the memory it took.

``python -m bench.outbound.refusal <url>``; a small answer of the same server is read before.
"""

import asyncio
import resource
import sys
from urllib.parse import urljoin

from bench.outbound.cases import way_out
from thaiyyal.sdk.context import Request
from thaiyyal.sdk.errors import StepError


async def _main(url: str) -> None:
    out = way_out()
    await out.send(Request("GET", urljoin(url, "/small")))
    before = _peak_kib()
    try:
        await out.send(Request("GET", url))
        code = "none"
    except StepError as error:
        code = error.code
    sys.stdout.write(f"{code} {_peak_kib() - before}\n")
    await out.client.aclose()


def _peak_kib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1]))
