"""The index as files of the site."""

import hashlib
import json
from collections.abc import Container, Iterable, Iterator

from reform.model import Catalogue
from reform.search.collecting import collect
from reform.search.gazetteer import NamedPlace, gazetteer_files
from reform.search.records import Collection, Thing
from reform.search.shards import index_files
from reform.search.vocabulary import vocabulary_of
from reform.sources.word_lists import WordLists

FOLDER = "search-index/"
"""Address of the index; `content/assets/search/program.js` knows it too."""
CURRENT = f"{FOLDER}current.json"
"""Names the folder of the newest index; the only file of the index that ever changes.

Outside `assets/`, which servers let readers keep for a day; a name with a digest is kept for ever.
"""
FORMAT = 2
"""Counts the shapes of the index: one more whenever an older program would misread it. A page whose
program (`content/assets/search/files.js`) knows another is loaded anew.
"""


def search_files(
    catalogue: Catalogue,
    word_lists: WordLists,
    others: Iterable[Thing] = (),
    pages: Container[str] | None = None,
    places: Iterable[NamedPlace] = (),
) -> Iterator[tuple[str, bytes]]:
    """Address and content of each file; `others` and `pages` as in `collect`,
    `places` what is known by name alone."""
    return files_of(collect(catalogue, others, pages), word_lists, tuple(places))


def files_of(
    collection: Collection, word_lists: WordLists, places: tuple[NamedPlace, ...] = ()
) -> Iterator[tuple[str, bytes]]:
    """Address and content of each file, from what is searched."""
    by_name = tuple(gazetteer_files(places)) if places else ()
    files = index_files(collection, vocabulary_of(word_lists), len(by_name))
    return published((*files, *by_name))


def published(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """The files of one index in a folder named by their content, and the file that names it.

    A reader in mid-visit goes on in the folder that was begun with, so that no answer is put
    together from two builds.
    """
    found = list(files)
    digest = hashlib.sha256()
    for name, content in found:
        digest.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\0".encode())
    folder = f"build-{digest.hexdigest()[:10]}/"
    for name, content in found:
        yield f"{FOLDER}{folder}{name}", content
    yield CURRENT, json.dumps({"format": FORMAT, "folder": folder}).encode()
