"""The command line as a person and a shell meet it, each call a process of its own or the same in one."""
from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from attache import settings
from attache.cli import main, readers
from attache.cli import read as reading_verbs
from tests.samples import TALKS, VISIT, PlainReader, fill

PYTHON = (sys.executable, "-m", "attache")


@pytest.fixture(autouse=True)
def no_engine(plain_reader: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does `explain` load one."""
    monkeypatch.setattr(reading_verbs, "load_engine", lambda name: None)


@pytest.fixture
def place(working_folder: Path) -> Path:
    """A working folder with two good pages and a register to come."""
    (working_folder / "pages").mkdir()
    (working_folder / "pages" / "talks.txt").write_text(TALKS)
    (working_folder / "pages" / "visit.txt").write_text(VISIT)
    return working_folder


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    return int(caught.value.code or 0)


def test_add_then_ask(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("add", "pages") == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "2 read, 0 already known, 0 refused\n")
    assert (place / settings.DEFAULT_REGISTER).exists()
    assert run("events", "--actor", "Italy", "--type", "consult") == 0
    (event,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (event["quote"], event["page"]["name"]) == ("Italy met Kenya on 2021-03-04.", "talks")
    assert run("show", event["id"][:8], "--format", "table") == 0
    assert "plain met" in capsys.readouterr().out
    assert run("people", "--of", "KEN", "--format", "csv") == 0
    assert next(csv.DictReader(io.StringIO(capsys.readouterr().out)))["name"] == "Mirna Okoth"
    assert run("verify") == 0
    assert capsys.readouterr().err == "sound\n"


def test_second_add_knows_the_pages(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("add", "pages")
    capsys.readouterr()
    assert run("add", "pages") == 0
    assert capsys.readouterr().err == "0 read, 2 already known, 0 refused\n"


def test_every_bad_input_is_one_line_and_the_good_ones_are_kept(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "pages" / "broken.txt").write_text("a\0b")
    (place / "pages" / "empty.txt").touch()
    os.mkfifo(place / "pages" / "pipe")
    with (place / "pages" / "large.txt").open("wb") as large:
        large.truncate(settings.LARGEST_PAGE_BYTES + 1)
    assert run("add", "pages", "none.txt") == 3
    *lines, last = capsys.readouterr().err.splitlines()
    assert [line.split(":")[1] for line in lines] == [
        " E-BINARY pages/broken.txt", " E-EMPTY pages/empty.txt", " E-TOO-LARGE pages/large.txt", " E-SPECIAL-FILE pages/pipe",
        " E-NOT-FOUND none.txt",
    ]
    assert last == "2 read, 0 already known, 5 refused (E-BINARY 1, E-EMPTY 1, E-NOT-FOUND 1, E-SPECIAL-FILE 1, E-TOO-LARGE 1)"


def test_nothing_read_at_all_is_failure(place: Path) -> None:
    assert run("add", "none.txt") == 1
    assert run("read", "none.txt") == 1


@pytest.mark.parametrize("arguments", [
    ("add",), ("nonsense",), ("events", "--type", "LUNCH"), ("events", "--since", "yesterday"), ("events", "--until", "2020-13"), ("show",),
    ("events", "--format", "xlsx"), ("read",), ("--nonsense",),
])
def test_wrong_use_is_2(place: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 2
    assert "Usage" in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "line"), [
    (("events",), "attache: E-NOT-FOUND attache.db: no register here yet; `attache add PATH…` makes one"),
    (("add", "pages", "--register", "none/r.db"), "attache: E-NOT-FOUND none/r.db: no such folder"),
    (("show", "0000", "--register", "filled.db"), "attache: E-NO-EVENT 0000: no event with this identity"),
    (("events", "--register", "filled.db", "-o", "out.xlsx"), "attache: E-FORMAT out.xlsx"),
])
def test_failure_is_one_line_and_1(place: Path, arguments: tuple[str, ...], line: str, capsys: pytest.CaptureFixture[str]) -> None:
    fill(place / "filled.db", TALKS)
    assert run(*arguments) == 1
    said = capsys.readouterr()
    assert said.err.startswith(line)
    assert (said.err.count("\n"), said.out) == (1, "")


def test_debug_shows_where(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--debug", "events") == 1
    assert "Traceback" in capsys.readouterr().err


def test_fault_of_ours_is_one_line_too(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(readers, "EngineReader", lambda engine, allow, every: 1 // 0)
    assert run("add", "pages") == 1
    assert capsys.readouterr().err.startswith("attache: E-INTERNAL ZeroDivisionError")


def test_read_keeps_nothing_and_prints_a_json_line_a_page(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", "pages", "none.txt", "--json") == 3
    said = capsys.readouterr()
    first, second = map(json.loads, said.out.splitlines())
    assert (first["id"], first["events"][0]["quote_start"], first["roles"][0]["from"]) == ("talks", TALKS.index("Italy"), None)
    assert second["id"] == "visit"
    assert said.err == "attache: E-NOT-FOUND none.txt: no such file or folder\n"
    assert not (place / settings.DEFAULT_REGISTER).exists()


def test_read_for_people(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", "pages/talks.txt") == 0
    assert "Italy → Kenya" in capsys.readouterr().out


def test_standard_input(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TALKS.encode())))
    assert run("read", "-", "--json") == 0
    assert json.loads(capsys.readouterr().out)["id"] == "stdin"


def test_explain_names_each_sentence(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Explained:
        text, lines = "Italy met Kenya.\x1b[2J", ("CONSULT meet", "nothing else")

    monkeypatch.setattr(reading_verbs, "explain_page", lambda page, engine, every: [Explained])
    assert run("explain", "pages/talks.txt") == 0
    assert capsys.readouterr().out == "Italy met Kenya.[2J\n    CONSULT meet\n    nothing else\n\n"


def test_register_by_option_and_environment(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ATTACHE_REGISTER", "other.db")
    assert run("add", "pages/talks.txt") == 0
    assert run("add", "pages/visit.txt", "--register", "third.db") == 0
    assert {path.name for path in place.glob("*.db")} == {"other.db", "third.db"}
    capsys.readouterr()
    run("events", "--status", "planned")
    assert capsys.readouterr().out == ""


def test_reading_again_from_the_register(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run("add", "pages")
    monkeypatch.setattr(readers, "EngineReader", lambda engine, allow, every: PlainReader("2/plain"))
    capsys.readouterr()
    assert run("add", "--again") == 0
    assert capsys.readouterr().err == "2 read, 0 already known, 0 refused\n"


def test_file_takes_the_format_of_its_ending(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("add", "pages")
    capsys.readouterr()
    assert run("events", "-o", "out.md") == 0
    assert run("events", "-o", "out.json") == 0
    assert capsys.readouterr().out == ""
    assert (place / "out.md").read_text().startswith("| date |")
    assert len(json.loads((place / "out.json").read_text())) == 4


def test_nothing_found_says_so_to_people_only(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("add", "pages")
    capsys.readouterr()
    assert run("events", "--actor", "Fiji", "--format", "table") == 0
    assert tuple(capsys.readouterr()) == ("", "no events fit\n")


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    """The records a question answers with."""
    assert run(*arguments, "--format", "jsonl") == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_register_as_it_was_and_what_changed_since(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(place / "attache.db", "Plans\nItaly will meet Kenya on 2021-03-04.\n")
    fill(place / "attache.db", TALKS)
    assert [event["status"] for event in ask(capsys, "events", "--as-of", "2")] == ["planned"]
    changed = ask(capsys, "events", "--changed-since", "2")
    assert [(event["status"], event["was"], event["reports"]) for event in changed] == [("happened", "planned", 2), ("happened", None, 1)]
    assert len(ask(capsys, "events", "--changed-since", "2020-01-01")) == len(ask(capsys, "events", "--as-of", "2999-01-01")) == 2
    assert ask(capsys, "people", "--as-of", "2") == ask(capsys, "search", "ghana", "--as-of", "2") == []
    assert ask(capsys, "show", changed[0]["id"], "--as-of", "2")[0]["reports"] == 1
    assert ask(capsys, "timeline", "--as-of", "2")[0]["events"] == 1
    assert [way["events"] for way in ask(capsys, "dyad", "Italy", "Ghana", "--as-of", "2")] == [0, 0, 0]
    assert run("events", "--as-of", "99") == 1
    assert "E-NO-REVISION" in capsys.readouterr().err


def test_timeline_in_every_form(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(place / "attache.db", TALKS, VISIT)
    assert [(period["period"], period["events"], len(period["listed"])) for period in ask(capsys, "timeline", "--limit", "1")] == [
        ("2020", 1, 1), ("2021-03", 1, 0), ("2021-05", 1, 0), (None, 1, 0),
    ]
    run("timeline", "--by", "year", "--counts", "--format", "csv")
    assert capsys.readouterr().out.splitlines() == ["period,events", "2020,1", "2021,2", ",1"]
    run("timeline", "--country", "Italy", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["period"], row["period_events"], row["type"]) for row in rows] == [("2021-03", "1", "CONSULT"), ("", "1", "ACCUSE")]
    run("timeline", "--format", "md")
    assert capsys.readouterr().out.startswith("| period | date |")
    run("timeline", "--format", "table", "--limit", "1")
    said = capsys.readouterr()
    assert re.search(r"^2021-03 +1 event$", re.sub(r" +$", "", said.out, flags=re.MULTILINE), re.MULTILINE)
    assert said.err == "the first 1; there are more (--limit 0 shows all)\n"


def test_dyad_in_every_form(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(place / "attache.db", TALKS)
    there, back, together = ask(capsys, "dyad", "Italy", "KEN")
    assert (there["actor"], there["events"], there["score"], there["months"]) == (
        "ITA", 1, 1.0, [{"month": "2021-03", "events": 1, "score": 1.0}],
    )
    assert (there["listed"][0]["type"], back["events"], together["joint"]) == ("CONSULT", 0, True)
    run("dyad", "Italy", "Kenya", "--counts", "--format", "csv")
    assert capsys.readouterr().out.splitlines()[1:] == ["ITA,KEN,False,2021-03,1,1.0"]
    run("dyad", "Italy", "Kenya", "--format", "csv")
    assert next(csv.DictReader(io.StringIO(capsys.readouterr().out)))["recipient_country"] == "KEN"
    run("dyad", "Italy", "Kenya", "--format", "table")
    assert "ITA → KEN: 1 event, score +1" in capsys.readouterr().out
    run("dyad", "Peru", "Norway", "--format", "table")
    assert tuple(capsys.readouterr()) == ("", "no events between them\n")
    assert run("dyad", "Peru", "Mars") == 1
    assert "E-COUNTRY Mars" in capsys.readouterr().err


def test_search_marks_the_words_in_every_form(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(place / "attache.db", TALKS)
    (hit,) = ask(capsys, "search", "KENYA", "met")
    assert [hit["match"]["quote"][mark["start"] : mark["end"]] for mark in hit["match"]["marks"]] == ["met", "Kenya"]
    for form in ("table", "md"):
        run("search", "kenya", "--format", form)
        assert "Italy met «Kenya» on" in capsys.readouterr().out
    run("search", "ken*", "--format", "csv")
    assert next(csv.DictReader(io.StringIO(capsys.readouterr().out)))["matched_words"] == "Kenya"
    run("search", "fiji", "--format", "table")
    assert tuple(capsys.readouterr()) == ("", "no events have these words\n")


def test_show_tells_of_every_report(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    again = "Other words altogether stand at the head of this page, and more of them follow\nItaly met Kenya on 2021-03-04.\n"
    fill(place / "attache.db", "Plans\nItaly will meet Kenya on 2021-03-04.\n", TALKS, again)
    (event,) = ask(capsys, "events", "--actor", "Italy", "--recipient", "Kenya")
    (whole,) = ask(capsys, "show", event["id"])
    assert (whole["reports"], len(whole["thread"]), {step["status"] for step in whole["steps"]}) == (3, 3, {"planned", "happened"})
    for strand in whole["thread"]:
        assert ask(capsys, "show", strand["id"][:10])[0]["id"] == event["id"]
    run("show", event["id"], "--format", "csv")
    assert len(list(csv.DictReader(io.StringIO(capsys.readouterr().out)))) == 3
    run("show", event["id"], "--format", "table")
    shown = capsys.readouterr().out
    ids = [strand["id"][:8] for strand in whole["thread"]]
    for words in ("\nreports\n", "how it came about", "◷ planned (2021-03-05", "same day", *ids):
        assert words in shown


def test_tables_have_no_more_than_fits_and_say_so(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(place / "attache.db", TALKS, VISIT)
    for verb in (("events",), ("search", "accused"), ("people",)):
        assert run(*verb, "--limit", "1", "--format", "table") == 0
        assert capsys.readouterr().err == "the first 1; there are more (--limit 0 shows all)\n"
        assert len(ask(capsys, *verb, "--limit", "1")) == 1
        assert run(*verb, "--limit", "0", "--format", "table") == 0
        assert capsys.readouterr().err == ""


def test_verify_lists_damage_and_fails(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3

    run("add", "pages")
    with sqlite3.connect(settings.DEFAULT_REGISTER) as plain:
        plain.execute("UPDATE texts SET text = replace(text, 'Kenya', 'Ghana')")
    capsys.readouterr()
    assert run("verify") == 1
    assert re.search(r"^texts [0-9a-f]{64} the text is not what was kept$", capsys.readouterr().out, re.MULTILINE)


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    listed = capsys.readouterr().out
    for verb in ("read", "add", "events", "show", "timeline", "dyad", "search", "people", "explain", "verify", "demo"):
        assert re.search(rf"^  {verb}\s+\w", listed, re.MULTILINE)
        assert run(verb, "--help") == 0
        assert f"attache {verb}" in capsys.readouterr().out


def test_version_loads_nothing_heavy() -> None:
    program = "import sys\ntry:\n    from attache.cli import main\n    main(['--version'])\nfinally:\n    print(*sys.modules)"
    done = subprocess.run((sys.executable, "-c", program), capture_output=True, text=True, check=True)
    assert done.stdout.startswith("attache")
    assert not {"numpy", "onnxruntime", "rich", "trafilatura", "msgspec", "sqlite3", "attache.reading"} & set(done.stdout.split())


def test_pipe_closed_early_is_no_failure(place: Path) -> None:
    fill(place / "attache.db", *(f"{TALKS}{number}\n" for number in range(200)))
    with subprocess.Popen((*PYTHON, "events"), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_piped_output_is_json_lines_in_utf8_whatever_the_locale(place: Path) -> None:
    fill(place / "attache.db", "Réunion\nItaly met Kenya.\n")
    done = subprocess.run((*PYTHON, "events"), capture_output=True, check=True, env=os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0"})
    assert json.loads(done.stdout.decode())["page"]["title"] == "Réunion"


