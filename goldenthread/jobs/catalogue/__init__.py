"""One file for each kind of work; every module here is found by itself."""
