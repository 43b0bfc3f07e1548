"""Keeping one server alive as long as its owner wants it, and ending it with the owner."""

import atexit
import os
from pathlib import Path
from threading import Event, RLock, Thread

import structlog

from thaiyyal.store.embedded.binaries import (
    Installation,
    choose_installation,
    find_bundled,
    find_installed,
)
from thaiyyal.store.embedded.cluster import Options, create_cluster, existing_major
from thaiyyal.store.embedded.copies import reachable_installation
from thaiyyal.store.embedded.errors import EmbeddedError
from thaiyyal.store.embedded.lock import take_lock
from thaiyyal.store.embedded.place import Place
from thaiyyal.store.embedded.postmaster import wait_for_end
from thaiyyal.store.embedded.process import Running, adopt, launch, stop
from thaiyyal.store.embedded.sockets import make_socket_folder, remove_socket_folder

LONGEST_PAUSE_S = 30.0
_log = structlog.get_logger("thaiyyal.store.embedded")


class Keeper:
    """Holds the lock of a data directory and the server over it, until ``let_go``."""

    def __init__(self, place: Place, *, options: Options) -> None:
        self._place = place
        self._options = options
        self._owner = os.getpid()
        self._changing = RLock()
        self._let_go = Event()
        self._lock = take_lock(place.lock)
        try:
            self.running = adopt(place) or _first_start(place, options=options)
        except BaseException:
            self._lock.release()
            raise
        self._watcher = Thread(target=self._watch, name="embedded-database", daemon=True)
        self._watcher.start()
        atexit.register(self.let_go)

    def let_go(self) -> None:
        """Stop the server and free the data directory; once, and only in the owning process."""
        atexit.unregister(self.let_go)
        if os.getpid() != self._owner:
            return
        with self._changing:
            if self._let_go.is_set():
                return
            self._let_go.set()
            try:
                stop(self._place, self.running)
            finally:
                self._lock.release()
        self._watcher.join()

    def _watch(self) -> None:
        """Start the server again whenever it ends though nobody let it go."""
        pause_s = 0.0
        while not self._let_go.wait(pause_s):
            wait_for_end(self.running.pid)
            with self._changing:
                if self._let_go.is_set():
                    return
                pause_s = 0.0 if self._revive() else min(2 * pause_s + 1, LONGEST_PAUSE_S)

    def _revive(self) -> bool:
        ended = self.running
        _log.warning("embedded_database_ended", pid=ended.pid)
        if ended.child is not None:
            ended.child.wait()
        try:
            self.running = adopt(self._place) or _start(
                self._place, socket_dir=ended.socket_dir, options=self._options
            )
        except (EmbeddedError, OSError) as error:
            _log.error("embedded_database_not_restarted", reason=str(error))
            return False
        _log.info("embedded_database_restarted", pid=self.running.pid)
        return True


def _first_start(place: Place, *, options: Options) -> Running:
    socket_dir = make_socket_folder(place)
    try:
        return _start(place, socket_dir=socket_dir, options=options)
    except BaseException:
        remove_socket_folder(place, socket_dir)
        raise


def _start(place: Place, *, socket_dir: Path, options: Options) -> Running:
    major = existing_major(place.data)
    installation = reachable_installation(_installation(major, options=options), place=place)
    if major is None:
        create_cluster(place, installation, options=options)
    return launch(place, installation, socket_dir=socket_dir, options=options)


def _installation(major: int | None, *, options: Options) -> Installation:
    if options.installations is not None:
        return choose_installation(options.installations, (), major=major)
    return choose_installation(find_installed(), find_bundled(), major=major)
