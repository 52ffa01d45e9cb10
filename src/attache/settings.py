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
UNPACKED_FREELY_BYTES = 100_000_000  # what a compressed file may unpack to before its ratio counts
LARGEST_RATIO = 200  # of unpacked to compressed bytes: text compresses to a tenth, a bomb to a thousandth
MOST_MEMBERS = 10_000  # of an archive
MOST_DAMAGES = 1_000  # of a web archive, after which the rest of it is given up
LARGEST_FEED_BYTES = 50_000_000  # the most that the sitemap protocol allows
MOST_FEED_ITEMS = 50_000  # the same
LONGEST_ADDRESS = 4_000
