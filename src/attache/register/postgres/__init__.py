"""The register in a schema of a PostgreSQL server, for teams: the same tables and statements, in PostgreSQL's words.

`address` says where it is, `opening` opens it, `connection` takes the register's statements, `dialect` and `functions.sql` make them
understood, `shape` makes the tables, `structure` looks whether they are still so, `failures` tells what went wrong.
"""
