"""The core of Kế hoạch mở: plans as data, checked, derived and turned into pages and downloads.

The package knows nothing of MkDocs. Imports run one way (``tests/test_architecture.py``):
model and problems, then sources, loading, validation, derivations, addresses and contexts,
rendering and downloads, and last the command line.
"""
