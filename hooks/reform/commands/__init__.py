"""The commands of ``reform``, one module each; the module ``roll_back`` is ``reform roll-back``.

A module has one function ``run``, whose annotated parameters are the command's options and which
returns the exit code: 0 all is well, 1 the data or the copy have problems, 2 it cannot be done.
What people read stands in ``templates/commands/<module>.yaml``, in both languages: ``summary``,
``options`` (one text for each parameter) and ``said`` (what the command says, as templates).
"""
