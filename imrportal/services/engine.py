"""One OpenSearch node on this machine: its configuration, its start, and the wait until it answers."""

import http.client
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from imrportal.services.folders import Account, make_folder
from imrportal.services.java import Java
from imrportal.services.ports import LOOPBACK
from imrportal.services.process import Command, ServiceProcess
from imrportal.services.waiting import wait_until

START_SECONDS = 180
VECTOR_MODULE = "jdk.incubator.vector"
# Paths that the engine's user may not write to, or that fill the disk; the JVM does not start over them.
_UNWANTED_OPTIONS = ("-Xlog:gc", "-Xloggc", "HeapDump", "-XX:ErrorFile", "-Xms", "-Xmx")


@dataclass(frozen=True, slots=True)
class Node:
    """Where one node runs, and as whom.

    Attributes:
        distribution: the unpacked program files; read only.
        java: the JVM.
        folder: data, logs and configuration of this node alone.
        port: its HTTP port.
        heap: the JVM's heap, e.g. "512m".
        account: the user to run as, or None for the caller.
    """

    distribution: Path
    java: Java
    folder: Path
    port: int
    heap: str
    account: Account | None

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"


def engine_process(node: Node, environ: Mapping[str, str]) -> ServiceProcess:
    """Write the node's configuration and make its process, not yet started."""
    configuration = _write_configuration(node)
    temporary = node.folder / "tmp"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    make_folder(node.folder, node.account)
    environment = {
        **environ,
        "OPENSEARCH_PATH_CONF": str(configuration),
        "OPENSEARCH_JAVA_HOME": str(node.java.home),
        "OPENSEARCH_JAVA_OPTS": f"-Xms{node.heap} -Xmx{node.heap}",
        "OPENSEARCH_TMPDIR": str(temporary),
    }
    arguments = [node.distribution / "bin" / "opensearch"]
    return ServiceProcess(Command("opensearch", arguments, environment, node.folder, node.account, 20.0))


def wait_for_engine(process: ServiceProcess, port: int) -> None:
    """Wait until the node answers and has read its indices.

    Raises:
        ServiceError: it ended, or did not answer in time; the message quotes its last lines.
    """
    wait_until(lambda: _is_ready(port), process, START_SECONDS)


def settings(node: Node) -> dict[str, object]:
    """The node's opensearch.yml: one node for itself, on loopback."""
    return {
        "cluster.name": "imrportal",
        "node.name": "imrportal-1",
        "discovery.type": "single-node",
        "network.host": LOOPBACK,
        "http.port": node.port,
        "transport.port": 0,
        "path.data": str(node.folder / "data"),
        "path.logs": str(node.folder / "logs"),
        # A laptop's full disk must not make the index read-only without a word; preflight looks at the space.
        "cluster.routing.allocation.disk.threshold_enabled": False,
    }


def jvm_options(shipped: str, java: Java) -> str:
    """The distribution's jvm.options without what this JVM or this user cannot follow."""
    unwanted: tuple[str, ...] = _UNWANTED_OPTIONS
    if VECTOR_MODULE not in java.modules:
        unwanted = (*unwanted, VECTOR_MODULE)
    return "".join(
        line for line in shipped.splitlines(keepends=True) if not any(option in line for option in unwanted)
    )


def _write_configuration(node: Node) -> Path:
    shipped = node.distribution / "config"
    target = node.folder / "config"
    shutil.copytree(shipped, target, dirs_exist_ok=True)
    for name in ("data", "logs"):
        (node.folder / name).mkdir(exist_ok=True)
    # YAML reads JSON, and JSON needs no thought about quoting.
    (target / "opensearch.yml").write_text(json.dumps(settings(node), indent=2) + "\n")
    (target / "jvm.options").write_text(jvm_options((shipped / "jvm.options").read_text(), node.java))
    return target


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/_cluster/health?wait_for_status=yellow&timeout=2s")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
