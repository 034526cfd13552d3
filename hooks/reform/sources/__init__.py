"""Reading files as people write them: strict YAML, CSV of any spreadsheet, Table Schemas."""
