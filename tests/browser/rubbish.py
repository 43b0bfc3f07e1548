"""Everything that the editor keeps in a browser, and ways to spoil it."""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

LETTERS = "x" * 1_000_000
TEXTS = {
    "empty": "",
    "cut-off": "{",
    "list": "[]",
    "object": "{}",
    "number": "-1e999",
    "text": '"text"',
    "nested": '{"a": {"a": []}, "pinned": 7, "inspector": [], "input": {"__proto__": 1}}',
    "letters": LETTERS,
}
VALUES = {
    "nothing": "undefined",
    "number": "NaN",
    "list": "[[], null]",
    "date": "new Date(NaN)",
    "map": "new Map([['nodes', []]])",
    "cycle": "(() => { const one = {}; one.document = one; one.history = one; return one; })()",
    "letters": "'x'.repeat(1e6)",
}
_FEW = {"cut-off", "nested", "letters", "map", "cycle"}
_DATABASES = (("thaiyyal-drafts", "drafts"), ("keyval-store", "keyval"))
_PUT = """([database, store, key]) => new Promise((resolve, reject) => {
  const asked = indexedDB.open(database);
  asked.onupgradeneeded = () => asked.result.createObjectStore(store);
  asked.onerror = () => reject(asked.error);
  asked.onsuccess = () => {
    const change = asked.result.transaction(store, "readwrite");
    change.objectStore(store).put(VALUE, key);
    change.onabort = () => reject(change.error);
    change.oncomplete = () => { asked.result.close(); resolve(); };
  };
})"""
_FILL = """([local, session, text]) => {
  for (const [storage, keys] of [[localStorage, local], [sessionStorage, session]])
    for (const key of keys) try { storage.setItem(key, text) } catch { /* it is full */ }
}"""


def names(rubbish: Iterable[str]) -> list[object]:
    """Return the names of some rubbish; those that try nothing of their own are for the soak."""
    soak = pytest.mark.soak
    return [name if name in _FEW else pytest.param(name, marks=soak) for name in rubbish]


@dataclass(frozen=True)
class Place:
    """What the editor keeps for one person and one workflow."""

    user: str
    workflow: str
    groups: tuple[str, ...]

    @property
    def local(self) -> list[str]:
        """Return the keys in the local storage."""
        return [
            "mantine-color-scheme-value",
            "thaiyyal.editor.layout",
            "thaiyyal.editor.welcomed",
            "thaiyyal.greeted",
            "thaiyyal.navigation-narrow",
            "thaiyyal.refresh",
            "thaiyyal.refresh-sent",
            "thaiyyal.welcome-seen",
            self.leaving,
            self.run,
            *(f"thaiyyal.palette.{name}" for name in self.groups),
        ]

    @property
    def session(self) -> list[str]:
        """Return the keys in the storage of the window."""
        return ["thaiyyal.way-back", "tsr-scroll-restoration-v1_3"]

    @property
    def leaving(self) -> str:
        """Return the key of a draft that was open when its page was left."""
        return f"thaiyyal.leaving.{self.draft}"

    @property
    def run(self) -> str:
        """Return the key of pins and of the input by hand."""
        return f"thaiyyal.run.{self.user}.{self.workflow}"

    @property
    def draft(self) -> str:
        """Return the key of a draft in its database."""
        return f"{self.user}/{self.workflow}"

    def fill_storage(self, page: Page, text: str) -> None:
        """Put a text under every key."""
        page.evaluate(_FILL, [self.local, self.session, text])

    def put_draft(self, page: Page, value: str) -> None:
        """Put what a script says into the database of drafts."""
        page.evaluate(_PUT.replace("VALUE", value), [*_DATABASES[0], self.draft])

    def put_pins(self, page: Page, value: str) -> None:
        """Put what a script says into the database of pins, and say that they are there."""
        page.evaluate(_PUT.replace("VALUE", value), [*_DATABASES[1], self.run])
        page.evaluate("key => localStorage.setItem(key, 'elsewhere')", self.run)
