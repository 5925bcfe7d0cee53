"""The database of the app, opened once and shared by all requests: to read, and only when needed to write."""
from __future__ import annotations

from threading import Lock

from flask import Flask, current_app

from db.patience import patiently
from db.store import Archive, Store, open_store, read_store
from diembao.web.settings import Settings

EXTENSION = "diembao-databases"


class Databases:
    """Both ways into one database. Connections are pooled; SQLite's own lock keeps writers apart."""

    def __init__(self, settings: Settings) -> None:
        self._path = settings.database
        self._reading, self._writing = Lock(), Lock()
        self._archive: Archive | None = None
        self._store: Store | None = None

    def archive(self) -> Archive:
        """StoreError where the database cannot be read."""
        with self._reading:
            self._archive = self._archive or read_store(self._path)
            return self._archive

    def store(self) -> Store:
        """StoreError where the database cannot be written; an ingest that holds it is waited for."""
        with self._writing:
            self._store = self._store or patiently(lambda: open_store(self._path, create=False))
            return self._store

    def close(self) -> None:
        for opened in (self._archive, self._store):
            if opened is not None:
                opened.close()
        self._archive = self._store = None


def set_databases(app: Flask, settings: Settings) -> Databases:
    made = Databases(settings)
    app.extensions[EXTENSION] = made
    return made


def _databases() -> Databases:
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Databases)
    return found


def archive() -> Archive:
    """The database to read."""
    return _databases().archive()


def store() -> Store:
    """The database to write verdicts into."""
    return _databases().store()
