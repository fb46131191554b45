from pathlib import Path

from imrportal.services.engine import Node, jvm_options, settings
from imrportal.services.java import Java

FULL = Java(Path("/java"), 25, frozenset({"java.base", "jdk.incubator.vector"}))
TRIMMED = Java(Path("/java"), 25, frozenset({"java.base"}))
SHIPPED = """-Xms1g
-Xmx1g
-Djava.io.tmpdir=${OPENSEARCH_TMPDIR}
-XX:HeapDumpPath=data
9-:-Xlog:gc*:file=logs/gc.log
20-:--add-modules=jdk.incubator.vector
"""


def test_node_listens_on_loopback_alone() -> None:
    node = Node(Path("/engine"), FULL, Path("/data"), 9270, "512m", None)
    assert settings(node)["network.host"] == "127.0.0.1"
    assert settings(node)["http.port"] == 9270


def test_vector_module_is_asked_only_of_a_jvm_that_has_it() -> None:
    assert "jdk.incubator.vector" in jvm_options(SHIPPED, FULL)
    assert "jdk.incubator.vector" not in jvm_options(SHIPPED, TRIMMED)


def test_files_beside_the_program_are_not_written() -> None:
    assert jvm_options(SHIPPED, TRIMMED) == "-Djava.io.tmpdir=${OPENSEARCH_TMPDIR}\n"
