"""News pages in, a register of political events out."""
