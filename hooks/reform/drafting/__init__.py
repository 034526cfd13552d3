"""From a plan's document to a draft of its file: read, recognise, propose, mark what is doubtful.

``opening`` reads a file into paragraphs and tables, ``outline`` finds their places in the document,
``assembling`` makes the rows, ``writing`` the file, ``review`` the page on which both stand side by
side. What Vietnamese documents write stands in ``words.yaml``; nothing here knows of pages.
"""
