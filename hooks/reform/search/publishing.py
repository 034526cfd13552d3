"""The index as files of the site."""

from collections.abc import Container, Iterable, Iterator

from reform.model import Catalogue
from reform.search.collecting import collect
from reform.search.records import Thing
from reform.search.shards import index_files
from reform.search.vocabulary import vocabulary_of
from reform.sources.word_lists import WordLists

FOLDER = "assets/search-index/"
"""Address of the index; `content/assets/search/program.js` knows it too."""


def search_files(
    catalogue: Catalogue,
    word_lists: WordLists,
    others: Iterable[Thing] = (),
    pages: Container[str] | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Address and content of each file; `others` and `pages` as in `collect`."""
    collection = collect(catalogue, others, pages)
    for name, content in index_files(collection, vocabulary_of(word_lists)):
        yield f"{FOLDER}{name}", content
