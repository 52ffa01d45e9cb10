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
MOST_SITEMAPS = 100  # that a list of sitemaps is followed to
FETCH_SECONDS = 30.0  # for one address with all its redirects, polite pauses aside
SLOWEST_BYTES_A_SECOND = 500  # of a body, once it has had SLOW_START_SECONDS
SLOW_START_SECONDS = 5.0
MOST_REDIRECTS = 5
HOST_PAUSE_SECONDS = 1.0  # between two requests to one host, unless its robots.txt asks for more
LONGEST_PAUSE_SECONDS = 60.0  # that a server may ask for; where it asks for more, its page is refused for now
MOST_TRIES = 3  # of an address whose server is busy, and of an item of a source round after round
LARGEST_ROBOTS_BYTES = 500_000
SILENT_DAYS = 2  # without anything new, before a source is called silent
SILENT_GAPS = 10  # and so many times as long as usually passes between two of its items
WORKER_MEMORY_BYTES = 1_000_000_000  # that a worker may take beside its model
LARGEST_ANSWER_BYTES = 500_000_000  # of a worker
PARSING_SECONDS = 10.0  # of processor time, to make text of a page or items of a feed
READING_SECONDS = 20.0  # of processor time, to read a text, and one more for each READING_CHARACTERS
READING_CHARACTERS = 4_000  # a core reads about 20,000 a second
WAITING_FACTOR = 10.0  # of such seconds by the clock, before a worker that does nothing is ended
