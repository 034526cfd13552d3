"""The workbook of a unit: written for people who know Excel, read back as what they meant."""
