"""Reports: a region in one document, a meeting in one deck, figures in one workbook. Assembled once, written often."""
