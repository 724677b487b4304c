"""Pages, asked for in this process."""
