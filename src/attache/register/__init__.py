"""The register: one SQLite file that holds pages, what was read from them, and the decisions made on it. The only writer.

`store.Register` writes, `connection.reading` opens it for questions, `verify.verify` recomputes every piece of evidence.
"""
