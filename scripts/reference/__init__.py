"""The generated reference: one module per file, each with one function that returns its text."""
