"""Released figures as files: CSV, spreadsheets, Parquet and JSON, each with what a reader must know. Pure."""
