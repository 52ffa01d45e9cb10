"""How the reader model is made: treebanks in, `src/attache/language/model/` out."""
