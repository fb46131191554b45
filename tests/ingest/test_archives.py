"""ZIP archives from outside: limits hold whatever an archive says, and nothing but `Refused` escapes."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from search.ingest import archives
from search.ingest.archives import Allowance, members, open_archive, open_member
from search.ingest.errors import Refused
from tests.ingest.letters import archive, letter

_CENTRAL, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"


def read_all(path: Path) -> dict[str, bytes | str]:
    """Each member's content, or the reason why it is refused."""
    found: dict[str, bytes | str] = {}
    allowance = Allowance.of(path)
    with open_archive(path) as opened:
        for member in members(opened):
            try:
                with open_member(opened, member, allowance) as stream:
                    found[member.name] = b"".join(iter(lambda: stream.read(1 << 16), b""))
            except Refused as refusal:
                found[member.name] = str(refusal)
    return found


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "letters.zip"


def with_field(made: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    """The archive with some bytes of its first header of a kind overwritten."""
    start = made.index(mark) + offset
    return made[:start] + value + made[start + len(value) :]


def with_declared_size(made: bytes, size: int) -> bytes:
    """The archive with another inflated size declared, in both headers of its first member."""
    for mark, offset in ((_LOCAL, 22), (_CENTRAL, 24)):
        made = with_field(made, mark, offset, struct.pack("<L", size))
    return made


def test_members_come_with_name_and_place_but_no_folders(place: Path) -> None:
    place.write_bytes(archive({"a/": b"", "a/one.txt": b"1", "two.txt": b"2"}))
    with open_archive(place) as opened:
        assert [(member.position, member.name) for member in members(opened)] == [
            (2, "one.txt"),
            (3, "two.txt"),
        ]
    assert read_all(place) == {"one.txt": b"1", "two.txt": b"2"}


def test_what_desktop_systems_add_is_left_out_and_nothing_else(place: Path) -> None:
    added = [
        "__MACOSX/._one.txt",
        "letters/__MACOSX/._two.txt",
        ".DS_Store",
        "letters/.DS_Store",
        "Thumbs.db",
    ]
    letters = ["letter about .DS_Store.txt", "my__MACOSX/three.txt", "old Thumbs.db.txt"]
    place.write_bytes(archive(dict.fromkeys([*added, *letters], b"x")))
    assert set(read_all(place)) == {"letter about .DS_Store.txt", "three.txt", "old Thumbs.db.txt"}


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../../passwd", "C:\\windows\\passwd", "..\\..\\passwd", "a/../../passwd"]
)
def test_a_name_never_leads_out_of_the_archive(place: Path, name: str) -> None:
    place.write_bytes(archive({name: b"x"}))
    assert read_all(place) == {"passwd": b"x"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", letter()])
def test_what_is_no_archive_is_refused(place: Path, content: bytes) -> None:
    place.write_bytes(content)
    with pytest.raises(Refused, match="damaged"), open_archive(place):
        pass


def test_too_many_members_are_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MEMBERS_LIMIT", 2)
    place.write_bytes(archive({f"{number}.txt": b"x" for number in range(3)}))
    with pytest.raises(Refused, match="more than 2 files"), open_archive(place):
        pass


def test_far_too_many_members_are_refused_before_the_library_loads_their_directory(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MEMBERS_LIMIT", 2)
    monkeypatch.setattr(archives, "_CHUNK", 7)
    place.write_bytes(archive({f"{number}.txt": b"x" for number in range(5)}))
    monkeypatch.setattr("zipfile.ZipFile", None)
    with pytest.raises(Refused, match="more than 2 files"), open_archive(place):
        pass


def test_an_encrypted_member_is_refused_and_the_others_read(place: Path) -> None:
    made = archive({"secret.txt": b"x", "open.txt": b"y"})
    for mark, offset in ((_LOCAL, 6), (_CENTRAL, 8)):
        made = with_field(made, mark, offset, b"\x01\x00")
    place.write_bytes(made)
    found = read_all(place)
    assert "password" in str(found["secret.txt"])
    assert found["open.txt"] == b"y"


def test_a_link_is_refused(place: Path) -> None:
    with zipfile.ZipFile(place, "w") as made:
        link = zipfile.ZipInfo("letter.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
    assert "link" in str(read_all(place)["letter.txt"])


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_the_usual_compression_is_opened(place: Path, compression: int) -> None:
    """The others may ask for gigabytes of memory before they give a byte."""
    with zipfile.ZipFile(place, "w", compression) as made:
        made.writestr("letter.txt", letter())
    assert "compressed in a way" in str(read_all(place)["letter.txt"])


def test_a_member_that_unpacks_to_too_much_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MEMBER_BYTES_LIMIT", 1024**2)
    with zipfile.ZipFile(place, "w", zipfile.ZIP_STORED) as made:
        made.writestr("large.txt", b"x" * (1024**2 + 1))
        made.writestr("small.txt", b"x")
    found = read_all(place)
    assert "more than 1 MB" in str(found["large.txt"])
    assert found["small.txt"] == b"x"


def test_a_bomb_is_refused_by_its_ratio(place: Path) -> None:
    place.write_bytes(archive({"bomb.txt": b"\0" * 8 * 1024**2, "letter.txt": b"x"}))
    found = read_all(place)
    assert "200 times" in str(found["bomb.txt"])
    assert found["letter.txt"] == b"x"


def test_a_member_that_says_it_is_small_gives_no_more_than_it_says(place: Path) -> None:
    place.write_bytes(with_declared_size(archive({"bomb.txt": b"\0" * 8 * 1024**2}), 10))
    assert "damaged" in str(read_all(place)["bomb.txt"])


def test_members_that_share_their_bytes_count_each_time(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "RATIO_FLOOR", 1024)
    monkeypatch.setattr(archives, "RATIO_LIMIT", 3)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("0.txt", bytes(range(256)) * 8)
        first = packed.infolist()[0]
        # The directory names the one stored member again and again.
        packed.filelist.extend([first] * 9)
    place.write_bytes(made.getvalue())
    with open_archive(place) as opened:
        allowance, refused = Allowance.of(place), 0
        for member in members(opened):
            try:
                with open_member(opened, member, allowance) as stream:
                    stream.read()
            except Refused as refusal:
                assert "unpacks to too much" in str(refusal)
                refused += 1
    assert refused >= 3


def test_damaged_data_is_refused_and_the_others_read(place: Path) -> None:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_STORED) as made:
        made.writestr("bad.txt", b"what was sent")
        made.writestr("good.txt", b"as it was")
    place.write_bytes(place.read_bytes().replace(b"what was sent", b"what was seen"))
    found = read_all(place)
    assert "damaged" in str(found["bad.txt"])
    assert found["good.txt"] == b"as it was"


@pytest.mark.parametrize("name", ["\0", "a\0b.txt", "\u202efdp.exe", "x" * 300 + ".txt", ".", "..", " "])
def test_odd_names_break_nothing(place: Path, name: str) -> None:
    stand_in = b"@" * len(name.encode())
    place.write_bytes(archive({stand_in.decode(): b"x"}).replace(stand_in, name.encode()))
    found = read_all(place)
    assert len(found) == 1
    assert set(found.values()) <= {b"x", "This file is damaged inside its archive."}


LETTERS = archive({"one.txt": b"first letter " * 9, "two.txt": b"second letter " * 9})


@given(st.lists(st.tuples(st.integers(0, len(LETTERS) - 1), st.integers(0, 255)), min_size=1, max_size=6))
@hypothesis_settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_damaged_archive_is_refused_in_words_and_never_crashes(
    place: Path, damage: list[tuple[int, int]]
) -> None:
    made = bytearray(LETTERS)
    for position, value in damage:
        made[position] = value
    place.write_bytes(made)
    try:
        read_all(place)
    except Refused as refusal:
        assert str(refusal).endswith(".")
