"""Finds everything that is wrong with the data, in one pass, before anything is built."""

from reform.validation.checking import find_problems

__all__ = ["find_problems"]
