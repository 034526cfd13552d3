"""Why a document is not read."""


class Refused(Exception):  # noqa: N818 - an answer, not an error
    """A code of ``problems.yaml``, and what its sentences name."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
