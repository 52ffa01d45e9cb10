"""The register in a schema of a PostgreSQL server, for teams: the same tables and statements, in PostgreSQL's words."""
