from pathlib import Path

import pytest

from imrportal.services import folders
from imrportal.services.folders import Account, cache_folder, engine_folder, make_folder

NOBODY = Account(65534, 65534)


@pytest.fixture
def open_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that counts as reachable, wherever pytest keeps its own."""
    monkeypatch.setattr(folders, "anyone_can_reach", lambda path: "closed" not in path.parts)
    return tmp_path


def test_folder_below_a_closed_one_is_not_reachable(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    (closed / "inner").mkdir(parents=True)
    closed.chmod(0o700)
    assert not folders.anyone_can_reach(closed / "inner" / "not yet made")


def test_cache_is_the_users_own(tmp_path: Path) -> None:
    assert cache_folder({"XDG_CACHE_HOME": str(tmp_path)}, None) == tmp_path / "imrportal"


def test_roots_cache_is_where_the_engines_user_gets_in(open_folder: Path) -> None:
    open_cache, closed_cache = open_folder, open_folder / "closed"
    assert cache_folder({"XDG_CACHE_HOME": str(open_cache)}, NOBODY) == open_cache / "imrportal"
    assert cache_folder({"XDG_CACHE_HOME": str(closed_cache)}, NOBODY) == folders.SHARED_CACHE


def test_engine_keeps_its_data_in_the_data_folder_where_it_can(open_folder: Path) -> None:
    assert engine_folder(open_folder / "engine", NOBODY, Path("/cache")) == open_folder / "engine"
    assert engine_folder(open_folder / "engine", None, Path("/cache")) == open_folder / "engine"


def test_roots_engine_moves_out_of_a_closed_folder_to_a_place_of_that_clone(open_folder: Path) -> None:
    one = engine_folder(open_folder / "closed" / "one", NOBODY, Path("/cache"))
    other = engine_folder(open_folder / "closed" / "other", NOBODY, Path("/cache"))
    assert one.parent == other.parent == folders.SHARED_DATA
    assert one != other


def test_engine_moves_out_of_a_name_with_a_space() -> None:
    assert engine_folder(Path("/home/a b/var/engine"), None, Path("/cache")).parent == Path("/cache/engines")


def test_made_folder_stays_the_callers_without_an_owner(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "a" / "b", None)
    assert folder.is_dir()
    assert folder.stat().st_uid == tmp_path.stat().st_uid


def test_free_space_of_a_folder_not_yet_made_is_that_of_its_disk(tmp_path: Path) -> None:
    assert folders.free_gigabytes(tmp_path / "not" / "yet") == pytest.approx(
        folders.free_gigabytes(tmp_path), abs=0.5
    )
