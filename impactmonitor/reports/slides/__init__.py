"""Parts of the deck of a meeting: its master, its charts, and what is written on a slide."""
