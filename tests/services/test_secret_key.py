import stat
from pathlib import Path

from imrportal.services.secret_key import lasting_secret_key


def test_key_is_made_once_and_long_enough(tmp_path: Path) -> None:
    key = lasting_secret_key(tmp_path)
    assert len(key) >= 50
    assert lasting_secret_key(tmp_path) == key


def test_only_the_owner_reads_the_key(tmp_path: Path) -> None:
    lasting_secret_key(tmp_path)
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_two_data_folders_have_two_keys(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert lasting_secret_key(tmp_path) != lasting_secret_key(tmp_path / "other")
