"""How fast: parser and whole pipeline on one core, start-up, installed size: `python -m benchmarks.speed [--texts DIR] [--spacy DIR]`.

Every rival runs in the same process on the same sentences, one thread each, after a warm-up; figures are the best of three passes, in
processor time, so that other programs on the machine count for little. With
`--fp32 DIR` the unquantised export stands beside the shipped one, with `--spacy DIR` spaCy's small CNN trained on the same data
(benchmarks.spacy_baseline).
"""
from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import distribution, distributions
from pathlib import Path

import trafilatura

from attache.language.embedded import MODEL_FOLDER, EmbeddedEngine
from attache.language.sentences import split
from attache.model import Page
from attache.pages import read_document
from attache.reading.claims import ClaimMaker
from attache.reading.page import first_pass
from attache.reading.reader import read_page, sentences_of
from attache.sources.files import load
from benchmarks.page_mix import archive

PASSES = 3


def best_of(run: Callable[[], object]) -> float:
    """Seconds of the fastest pass after a warm-up."""
    run()
    times = []
    for _ in range(PASSES):
        began = time.process_time()
        run()
        times.append(time.process_time() - began)
    return min(times)


def seconds_of(command: list[str]) -> float:
    """Processor time of a program, the least of three runs."""
    times = []
    for _ in range(PASSES):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def news_sentences(texts: Path) -> list[str]:
    """Sentences of 15 to 40 words from the bodies of the texts."""
    found = []
    for path in sorted(texts.glob("*.txt")):
        document = read_document(load(path))
        for block in document.blocks:
            if block.kind == "body":
                found += [document.text[s.start : s.end] for s in split(document.text, block.start, block.end)]
    return [sentence for sentence in found if 15 <= len(sentence.split()) <= 40]


def parser_speeds(sentences: list[str], fp32: Path | None, spacy: Path | None) -> None:
    """Sentences a second of each parser, batch 1 and 32."""
    joined = "\n\n".join(sentences)
    spans = split(joined, 0, len(joined))
    words = sorted(([t.text for t in s.tokens] for s in EmbeddedEngine(MODEL_FOLDER).analyse(joined, spans)), key=len)
    engines = {"shipped int8": EmbeddedEngine(MODEL_FOLDER)} | ({"fp32": EmbeddedEngine(fp32)} if fp32 else {})
    print(f"{len(spans)} news sentences, {sum(len(s.split()) for s in sentences) / len(sentences):.1f} words each, one thread")
    for name, engine in engines.items():
        alone = best_of(lambda engine=engine: engine.analyse(joined, spans))  # type: ignore[misc]
        together = best_of(lambda engine=engine: _in_batches(engine, words))  # type: ignore[misc]
        print(f"{name:14s} batch 1 {len(spans) / alone:6.0f} sentences/s   batch 32 {len(spans) / together:6.0f} sentences/s")
    if spacy:
        import spacy as library

        nlp = library.load(spacy)
        texts = [joined[span.start : span.end] for span in spans]
        alone = best_of(lambda: [nlp(text) for text in texts])
        together = best_of(lambda: list(nlp.pipe(texts, batch_size=32)))
        print(f"{'spaCy sm CNN':14s} batch 1 {len(spans) / alone:6.0f} sentences/s   batch 32 {len(spans) / together:6.0f} sentences/s")


def _in_batches(engine: EmbeddedEngine, words: list[list[str]]) -> None:
    for at in range(0, len(words), 32):
        engine.analyse_words(words[at : at + 32])


def pipeline_speed(pages: list[Page]) -> None:
    """Sentences a second of the whole way from bytes to reading beside the networks alone on the same sentences, and where time goes."""
    engine = EmbeddedEngine(MODEL_FOLDER)
    documents = [read_document(page) for page in pages]
    parsed = [sentences_of(document, engine, every=True) for document in documents]
    words = [[token.text for token in sentence.tokens] for sentences in parsed for sentence in sentences]
    states = [first_pass(document, sentences) for document, sentences in zip(documents, parsed, strict=True)]
    stages: dict[str, Callable[[], object]] = {
        "whole": lambda: [read_page(page, engine, every=True) for page in pages],
        "networks alone": lambda: [engine.scores([sentence]) for sentence in words],
        "bytes to text": lambda: [read_document(page) for page in pages],
        "parse": lambda: [sentences_of(document, engine, every=True) for document in documents],
        "names, roles, times": lambda: [first_pass(document, sentences) for document, sentences in zip(documents, parsed, strict=True)],
        "claims": lambda: [ClaimMaker(state).claims() for state in states],
    }
    took = {name: best_of(stage) for name, stage in stages.items()}
    print(f"{len(pages)} pages, {len(words)} sentences, all read: {len(words) / took['whole']:.0f} sentences/s, networks alone "
          f"{len(words) / took['networks alone']:.0f} ({took['networks alone'] / took['whole']:.0%})")
    print("  " + ", ".join(f"{name} {1_000 * seconds / len(pages):.0f} ms" for name, seconds in took.items()) + " a page")


def mix_speed(count: int, spacy: Path | None) -> None:
    """Pages a second of political pages, of others, and of an archive where one in ten is political; peers on the same pages."""
    engine = EmbeddedEngine(MODEL_FOLDER)
    political, mix = archive(count // 4, 1.0), archive(count, 0.1)
    rate = {name: len(pages) / best_of(lambda pages=pages: [read_page(page, engine) for page in pages])  # type: ignore[misc]
            for name, pages in {"political": political, "mix": mix}.items()}
    whole = len(mix) / best_of(lambda: [read_page(page, engine, every=True) for page in mix])
    print(f"political pages {rate['political']:.1f} pages/s; one in ten political {rate['mix']:.1f} ({rate['mix'] / rate['political']:.1f} "
          f"times), with --read-all {whole:.1f}")
    html = [page.content.decode() for page in mix]
    print(f"trafilatura, text only, the same mix: {len(mix) / best_of(lambda: [trafilatura.extract(page) for page in html]):.1f} pages/s")
    if spacy:
        import spacy as library

        nlp, texts = library.load(spacy), [read_document(page).text for page in mix]
        print(f"spaCy sm CNN, parse only, the same mix: {len(mix) / best_of(lambda: list(nlp.pipe(texts))):.1f} pages/s")


def start_up() -> None:
    """Seconds of `attache --version` and of loading the reader model."""
    command = [str(Path(sys.executable).parent / "attache"), "--version"]
    print(f"attache --version {seconds_of(command):.2f} s")
    load_model = [sys.executable, "-c", "from attache.language import load_engine; load_engine().analyse('Talks began.', [])"]
    print(f"load the reader model {seconds_of(load_model):.2f} s in a fresh process")


def installed_size() -> None:
    """Megabytes of the core install: attache and what it depends on, compiled files left out."""
    needed = _requirements("attache")
    sizes = {name: _megabytes(name) for name in needed}
    biggest = sorted(sizes.items(), key=lambda item: -item[1])[:6]
    print(f"core install {sum(sizes.values()):.0f} MB in {len(sizes)} packages: " + ", ".join(f"{n} {s:.0f}" for n, s in biggest))


def _requirements(root: str) -> set[str]:
    known = {d.metadata["Name"].lower().replace("_", "-"): d for d in distributions()}
    found, waiting = set(), [root]
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name in found or name not in known:
            continue
        found.add(name)
        plain = [r for r in known[name].requires or [] if "extra ==" not in r]
        waiting += [r.split(";")[0].split("[")[0].strip("() ").split(" ")[0].rstrip("<>=!~.0123456789,") for r in plain]
    return found


def _megabytes(name: str) -> float:
    files = distribution(name).files or []
    paths = [Path(str(file.locate())) for file in files if not str(file).endswith(".pyc")]
    return sum(path.stat().st_size for path in paths if path.is_file()) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=Path("../shared/dev/texts"))
    parser.add_argument("--fp32", type=Path)
    parser.add_argument("--pages", type=int, default=100, help="of the mix")
    parser.add_argument("--spacy", type=Path)
    options = parser.parse_args()
    start_up()
    installed_size()
    if options.texts.is_dir():
        parser_speeds(news_sentences(options.texts), options.fp32, options.spacy)
        pipeline_speed([load(path) for path in sorted(options.texts.glob("*.txt"))])
    else:
        print(f"sentences of news: skipped, no texts at {options.texts}")
        pipeline_speed(archive(30, 1.0))
    mix_speed(options.pages, options.spacy)


if __name__ == "__main__":
    main()
