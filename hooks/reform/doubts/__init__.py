"""What keeps every rule and is yet hard to believe: asked, until somebody confirms it."""

from reform.doubts.asking import Doubts, find_doubts

__all__ = ["Doubts", "find_doubts"]
