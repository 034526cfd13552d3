"""The editing desk at ``/quan-tri/``: a form over the files in the forge, made from the schemas.

One line in ``mkdocs.yml`` switches it on (``extra.desk``); no other page weighs more for it.
"""

from reform.editing.backend import Backend, BackendError, read_backend
from reform.editing.desk import desk_files, with_desk

__all__ = ["Backend", "BackendError", "desk_files", "read_backend", "with_desk"]
