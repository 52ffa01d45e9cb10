"""Answers as people and programs want them: on a terminal, as JSON, as spreadsheets, as Markdown."""
