"""Files, folders and standard input as pages."""
from __future__ import annotations

import io
import os
from hashlib import sha256
from pathlib import Path

import pytest

from attache import settings
from attache.errors import InputError
from attache.sources import files
from attache.sources.files import STANDARD_INPUT, load, locate, printable


def names(located: list[files.Located]) -> list[str]:
    return [one.code if isinstance(one, InputError) else one.name for one in located]


def test_folder_gives_its_files_sorted_and_passes_over_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c.txt", ".hidden", ".git/config", "d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words")
    assert names(list(locate([tmp_path]))) == ["c.txt", "z.txt", "b.txt", "d.txt"]


def test_hidden_file_named_outright_is_taken(tmp_path: Path) -> None:
    (tmp_path / ".notes").write_text("words")
    assert names(list(locate([tmp_path / ".notes"]))) == [".notes"]


def test_links_to_folders_inside_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.txt").write_text("words")
    (tmp_path / "in" / "round").symlink_to(tmp_path)
    assert names(list(locate([tmp_path / "in"]))) == ["page.txt"]


def test_folder_named_by_a_link_is_entered(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.txt").write_text("words")
    (tmp_path / "link").symlink_to(tmp_path / "in")
    assert names(list(locate([tmp_path / "link"]))) == ["page.txt"]


def test_missing_path_takes_its_place_among_the_others(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("words")
    assert names(list(locate([tmp_path / "none", tmp_path / "page.txt", STANDARD_INPUT]))) == ["E-NOT-FOUND", "page.txt", "-"]


def test_page_is_known_by_the_hash_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "march.talks.txt"
    content = b"words \xff"
    path.write_bytes(content)
    page = load(path)
    assert (page.page_id, page.name, page.origin, page.content) == (sha256(content).hexdigest(), "march.talks", str(path), content)


def test_standard_input_is_a_page() -> None:
    page = load(STANDARD_INPUT, io.BytesIO(b"words"))
    assert (page.name, page.origin, page.content) == ("stdin", "-", b"words")


def code_of(path: Path, standard_input: io.BytesIO | None = None) -> str:
    with pytest.raises(InputError) as caught:
        load(path, standard_input)
    return caught.value.code


def test_bad_inputs_have_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_PAGE_BYTES", 10)
    (tmp_path / "large").write_bytes(b"x" * 11)
    (tmp_path / "fits").write_bytes(b"x" * 10)
    (tmp_path / "empty").touch()
    (tmp_path / "dangling").symlink_to(tmp_path / "none")
    os.mkfifo(tmp_path / "pipe")
    assert load(tmp_path / "fits").content == b"x" * 10
    found = {name: code_of(tmp_path / name) for name in ("large", "empty", "pipe", "none", "dangling")}
    assert found == {
        "large": "E-TOO-LARGE", "empty": "E-EMPTY", "pipe": "E-SPECIAL-FILE", "none": "E-NOT-FOUND", "dangling": "E-NOT-FOUND",
    }
    assert code_of(STANDARD_INPUT, io.BytesIO(b"x" * 11)) == "E-TOO-LARGE"
    assert code_of(STANDARD_INPUT, io.BytesIO(b"")) == "E-EMPTY"
    assert code_of(Path("/dev/null")) == "E-SPECIAL-FILE"


def test_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(settings.LARGEST_PAGE_BYTES * 10_000)  # 200 GB without a byte on the disk
    assert code_of(path) == "E-TOO-LARGE"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_file_without_permission_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "closed").write_text("words")
    (tmp_path / "closed").chmod(0)
    assert code_of(tmp_path / "closed") == "E-UNREADABLE"


def test_unreadable_comes_from_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").write_text("words")
    real = os.open

    def refuse(path: Path, flags: int) -> int:
        if path == tmp_path / "closed":
            raise PermissionError(13, "Permission denied")
        return real(path, flags)

    monkeypatch.setattr(os, "open", refuse)
    assert code_of(tmp_path / "closed") == "E-UNREADABLE"


def test_name_that_is_no_utf8_can_be_printed_and_stored(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("words")
    page = load(path)
    assert page.name == "caf\ufffd"
    assert printable(path).encode().endswith(b"caf\xef\xbf\xbd.txt")
