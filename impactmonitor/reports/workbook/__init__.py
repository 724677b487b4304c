"""A report as a workbook, for Excel and for LibreOffice."""
