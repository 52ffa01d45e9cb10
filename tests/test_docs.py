"""The documentation against the code: everything there is is documented, nothing documented is not there, links lead somewhere."""
from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import get_args

import click
import msgspec
import pytest

from attache import model, settings
from attache.cli import attache
from attache.outputs.agreements import PACT_COLUMNS
from attache.outputs.people import FIGURE_COLUMNS, TENURE_COLUMNS
from attache.outputs.records import EVENT_COLUMNS
from attache.register.migrations import MIGRATIONS
from attache.resources import table

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "src" / "attache"
GENERATED = frozenset({"build", "dist", "node_modules"})
PAGES = sorted(
    path for path in ROOT.rglob("*.md")
    if not any(part.startswith(".") or part in GENERATED for part in path.relative_to(ROOT).parts)
)
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
HOW_IT_WORKS = (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")

CODE = re.compile(r"^```[^\n]*\n(?P<fenced>.*?)^```|^ {4}(?P<indented>[^\n]+)$|`(?P<inline>[^`\n]+)`", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"(?:^|[\s$|/])attache(?P<given>(?:[ ]+[^\s|;&`]+)+)", re.MULTILINE)
OPTION = re.compile(r"--?[a-z][a-z-]*")
VERB = re.compile(r"[a-z]+")
LINK = re.compile(r"\]\((?P<target>[^()\s]+)\)")
HEADING = re.compile(r"^#{1,6} (?P<words>.+)$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
ERROR_CODE = re.compile(r"\bE-[A-Z]+(?:-[A-Z]+)*\b")
PYTHON = re.compile(r"^```python\n(?P<program>.*?)^```", re.MULTILINE | re.DOTALL)


def verbs() -> dict[str, click.Command]:
    """The verbs of the command line by name."""
    context = click.Context(attache)
    found = {name: attache.get_command(context, name) for name in attache.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def options(command: click.Command) -> set[str]:
    """Every spelling of the options of a command and of those below it; help is every verb's."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    own = {spelling for parameter in command.params if isinstance(parameter, click.Option) for spelling in parameter.opts}
    return own.union(*map(options, below))


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one of its level or a higher one."""
    level = heading.split(" ", 1)[0]
    _, _, rest = text.partition(f"\n{heading}\n")
    assert rest, f"no heading {heading!r}"
    following = re.search(rf"^#{{1,{len(level)}}} ", rest, re.MULTILINE)
    return rest[: following.start()] if following else rest


def row_names(text: str) -> list[str]:
    """The names in code type that the first cells of a table's rows hold."""
    return [name for cell in re.findall(r"^\| (`[^|]+`) \|", text, re.MULTILINE) for name in re.findall(r"`([^`]+)`", cell)]


def named_in_code(text: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", text))


def calls(text: str) -> Iterator[list[str]]:
    """The words after `attache` wherever a page shows a command."""
    for match in CODE.finditer(text):
        code = next(filter(None, match.groups()), "")
        yield from (call["given"].split() for call in CALL.finditer(code))


def slug(heading: str) -> str:
    """The anchor that Markdown readers give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower().replace("`", "")).replace(" ", "-")


def raised_codes() -> set[str]:
    return {code for path in SOURCES.rglob("*.py") for code in ERROR_CODE.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("name", verbs())
def test_every_verb_has_its_section_with_every_option_and_no_other(name: str) -> None:
    documented = row_names(section(REFERENCE, f"### attache {name}"))
    assert sorted(documented) == sorted(options(verbs()[name]))
    assert verbs()[name].help


def test_no_section_for_a_verb_that_is_not() -> None:
    assert set(re.findall(r"^### attache (\w+)$", REFERENCE, re.MULTILINE)) == set(verbs())


def test_general_options() -> None:
    assert sorted(row_names(section(REFERENCE, "## Verbs").partition("###")[0])) == sorted({*options(attache), "-h", "--help"})


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_shown_exist(path: Path) -> None:
    known = verbs()
    for given in calls(path.read_text(encoding="utf-8")):
        verb = next((word for word in given if not word.startswith("-")), None)
        if verb is None or verb == "VERB" or verb.startswith("["):
            continue
        assert VERB.fullmatch(verb), f"{path.name}: attache {' '.join(given)}"
        assert verb in known, f"{path.name}: attache {verb}"
        shown = {option for option in given[given.index(verb):] if OPTION.fullmatch(option)}
        assert shown <= options(known[verb]) | {"-h", "--help"}, f"{path.name}: attache {' '.join(given)}"


def test_every_error_code_is_explained_and_no_other() -> None:
    documented = row_names(section(REFERENCE, "## Error codes"))
    assert documented == sorted(set(documented))
    assert set(documented) == raised_codes()


def test_every_setting_is_explained_with_its_value() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", section(REFERENCE, "## Settings"), re.MULTILINE)
    values = {name: value for name, value in vars(settings).items() if name.isupper()}
    assert dict(rows) == {name: f"{value:,}" if isinstance(value, int) else str(value) for name, value in values.items()}


def test_every_resource_table_is_explained_with_its_columns() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", section(REFERENCE, "## Resource tables"), re.MULTILINE))
    stems = {path.name.removesuffix(".tsv") for path in (files("attache") / "resources").iterdir() if path.name.endswith(".tsv")}
    columns = {stem: list(table(stem)[0]) for stem in stems}
    for kind in get_args(model.EventType):
        assert columns.pop(f"frames_{kind}") == list(table("frames_AGREE")[0])
    expected = columns | {"frames_TYPE": list(table("frames_AGREE")[0])}
    assert {name: re.findall(r"`([^`]+)`", cell) for name, cell in rows.items()} == expected


@pytest.mark.parametrize(("heading", "record"), [
    ("### Events", model.Claim), ("### Roles", model.Role), ("### Relations", model.Relation), ("### Times", model.TimeMention),
    ("### Places", model.PlaceMention),
])
def test_every_field_of_the_json_is_explained(heading: str, record: type[msgspec.Struct]) -> None:
    assert sorted(row_names(section(REFERENCE, heading))) == sorted(record.__struct_encode_fields__)


def test_every_field_of_the_reading_is_explained() -> None:
    fields = row_names(section(REFERENCE, "## The reading").partition("###")[0])
    assert fields == list(model.Reading.__struct_encode_fields__)


def test_every_csv_column_and_sector_is_explained() -> None:
    assert {*EVENT_COLUMNS, *FIGURE_COLUMNS, *TENURE_COLUMNS, *PACT_COLUMNS} <= named_in_code(section(REFERENCE, "## Output formats"))
    assert named_in_code(section(REFERENCE, "### Sectors")) == set(get_args(model.Sector))


def test_every_table_of_the_register_is_explained_with_its_columns() -> None:
    written = section(REFERENCE, "## The register")
    statements = [statement for step in MIGRATIONS for statement in step]
    made = (re.match(r"CREATE TABLE (\w+) \((.*)\)", statement, re.DOTALL) for statement in statements)
    newest = {found[1]: found[2] for found in made if found}  # a later version may make a table anew
    for name, body in newest.items():
        columns = re.findall(r"(?:^|,)\s*([a-z]\w*) (?:TEXT|INTEGER|REAL|BLOB)", body)
        columns += [column for statement in statements for column in re.findall(rf"ALTER TABLE {name} ADD COLUMN (\w+)", statement)]
        listed = re.search(rf"\*\*`{name}`\*\* \(([^)]*)\)", written)
        assert listed, f"{name} is not explained"
        assert re.findall(r"`(\w+)`", listed[1]) == columns


def test_every_type_has_its_score_and_every_mode_is_listed() -> None:
    scores = {row["type"]: row["score"] for row in table("scores") if not row["mode"]}
    rows = re.findall(r"^\| ([A-Z]+) \| [^|]+ \| ([-\d.]+) \|", section(HOW_IT_WORKS, "### The 16 types"), re.MULTILINE)
    assert dict(rows) == scores
    assert set(scores) == set(get_args(model.EventType))
    listed = dict(re.findall(r"^\| ([A-Z]+) \| ([^|]+) \|", section(REFERENCE, "### Modes"), re.MULTILINE))
    modes = [(row["type"], row["mode"]) for row in table("scores") if row["mode"]]
    assert [(kind, mode) for kind, cell in listed.items() for mode in re.findall(r"`([^`]+)`", cell)] == modes


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    for match in LINK.finditer(FENCE.sub("", path.read_text(encoding="utf-8"))):
        target, _, anchor = match["target"].partition("#")
        if "://" in target:
            continue
        linked = (path.parent / target).resolve() if target else path
        assert linked.exists(), f"{path.name} links to {target}"
        if anchor:
            headings = HEADING.findall(FENCE.sub("", linked.read_text(encoding="utf-8")))
            assert anchor in map(slug, headings), f"{path.name} links to {match['target']}"


def test_the_guide_s_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "src").symlink_to(ROOT / "src")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "guide"}
    for match in PYTHON.finditer(GUIDE):
        exec(compile(match["program"], "guide.md", "exec"), names)  # noqa: S102 - our own page
    printed = capsys.readouterr().out
    assert "src/attache/examples/accra-pact.html" in printed
    assert "Naomi Arubasa" in printed


def test_modules_named_in_the_way_of_a_page_exist() -> None:
    named = re.findall(r"`((?:\w+\.)+\w+)`", section(HOW_IT_WORKS, "## The way of a page"))
    modules = [name for name in named if (SOURCES / name.split(".")[0]).is_dir()]
    assert modules
    assert [name for name in modules if not (SOURCES / f"{name.replace('.', '/')}.py").exists()] == []
