"""Which figures may be put together, and how: one set of rules, below the fence, for whoever computes or draws.

`rules.judge` gives findings without words; `meaning.combinations.check` says them in plain sentences.
"""
