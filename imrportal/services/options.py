"""What `make run` can be told by the environment, beside the portal's own settings."""

from dataclasses import dataclass
from pathlib import Path

from environs import Env, EnvError, validate

from imrportal.services.errors import ServiceError
from imrportal.services.folders import PROJECT


@dataclass(frozen=True, slots=True)
class Options:
    """How `make run` starts the portal.

    Attributes:
        port, opensearch_port, redis_port: TCP ports on loopback.
        data_dir: where everything that lasts is kept.
        letters: a folder of letters to load, or None.
        opensearch_url, redis_url: services to use instead of starting our own, or None.
    """

    port: int
    opensearch_port: int
    redis_port: int
    data_dir: Path
    letters: Path | None
    opensearch_url: str | None
    redis_url: str | None


def read_options() -> Options:
    """Read and check the environment.

    Raises:
        ServiceError: a variable is not of its form; the message names it.
    """
    env = Env(eager=False)
    letters = env.str("LETTERS", "")
    options = Options(
        port=_port(env, "PORT", 8000),
        opensearch_port=_port(env, "OPENSEARCH_PORT", 9270),
        redis_port=_port(env, "REDIS_PORT", 6390),
        data_dir=Path(env.str("DATA_DIR", "") or PROJECT / "var").absolute(),
        letters=Path(letters).expanduser().absolute() if letters else None,
        opensearch_url=env.str("OPENSEARCH_URL", "") or None,
        redis_url=env.str("REDIS_URL", "") or None,
    )
    try:
        env.seal()
    except EnvError as error:
        raise ServiceError(f"{error}. docs/running.md lists the variables of `make run`.") from error
    return options


def _port(env: Env, name: str, default: int) -> int:
    port: int = env.int(name, default, validate=validate.Range(min=1, max=65535))
    return port
