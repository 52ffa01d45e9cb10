"""Fuzzing: inputs nobody thought of, for everything that reads what strangers or users write.

`python -m fuzz [TARGET…]` runs atheris over targets, beginning from the saved corpus; tests/test_fuzz.py replays that corpus without it. A
target is a module of `fuzz.targets` with a function `check(data)` that raises whatever should not be; refusing an input as the package does
(AttacheError) is right and passes.
"""
