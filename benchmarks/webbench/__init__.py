"""Parts of `bench_web.py`: figures for everybody, the programs, the browser, the load."""
