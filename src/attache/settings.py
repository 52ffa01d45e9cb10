"""Every limit and default in one place."""
from __future__ import annotations

LARGEST_PAGE_BYTES = 20_000_000  # a news page is under 1 MB; trafilatura needs 13 s for 20 MB
LARGEST_TEXT_CHARACTERS = 2_000_000
MOST_PARAGRAPHS = 20_000  # a news page has under a thousand
LONGEST_SENTENCE_TOKENS = 200  # longer stretches are lists and code; cut so that memory stays bounded
SENTENCES_A_BATCH = 1  # int8 activations are scaled over a batch: alone, a sentence parses the same wherever it stands (4 is 14 % faster)
DEFAULT_REGISTER = "attache.db"
DEFAULT_ENGINE = "embedded"
REGISTER_WAIT_SECONDS = 30.0
MOST_SHOWN = 50  # answers in a table where no limit is asked for
READABLE_LANGUAGES = ("en", "und")  # of bodies that are read for events; "und" is a text too short to tell
MOST_ON_A_PAGE = 1_000  # rows of one answer over HTTP
ROWS_ON_A_PAGE = 100  # rows where no limit is asked for
LONGEST_QUESTION = 2_000  # characters of one parameter of an address
LARGEST_BODY_BYTES = 1_000_000  # of a request
QUESTION_SECONDS = 10.0  # a question to the register that takes longer is stopped
REQUEST_SECONDS = 20.0  # for a request to come whole
MOST_CONNECTIONS = 200  # to the desk at once
