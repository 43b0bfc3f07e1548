"""A platform of one's own that can be stopped and started again at the same address."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

from tests.browser.site import Site, end, heard, launch

_ANNOUNCED = "Thaiyyal listens on "
_LINK = "open this link once to become the owner: "


@dataclass
class Outage:
    """A platform, and the way to take it down and bring it back."""

    site: Site
    _folder: Path
    _process: Popen[str]

    def begin(self) -> None:
        """Nobody answers any more."""
        end(self._process)

    def finish(self) -> None:
        """Start again, with the same data."""
        port = self.site.url.rpartition(":")[2]
        self._process = launch(self._folder, SERVER__PORT=port)
        heard(self._process, self._folder, _ANNOUNCED)

    def close(self) -> None:
        """End it for good."""
        if self._process.poll() is None:
            end(self._process)


@contextmanager
def site_with_outages(folder: Path) -> Iterator[Outage]:
    """Yield a platform that keeps its data in ``folder``; it is ended afterwards."""
    process = launch(folder)
    try:
        link = heard(process, folder, _LINK)
    except BaseException:
        end(process)
        raise
    outage = Outage(Site(link.partition("/setup")[0], link), folder, process)
    try:
        yield outage
    finally:
        outage.close()
