"""French into plain English, word by word, so that one reader reads both: `gloss` gives the English and where each word came from."""
