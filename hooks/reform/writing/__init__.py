"""How files of editors are written: one order, one way of quoting, comments kept."""
