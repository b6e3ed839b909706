"""The direction of imports: look-up needs nothing of the compiler, and nothing that is not in the standard library."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.packs.conftest import Make, make, record

import msgpedia

__all__ = ["make"]  # a fixture

PACKAGE = Path(msgpedia.__file__).parent
LOOKUP = [
    "lookup",
    "decoding",
    "reports",
    "logs",
    "stats",
    "matching/matcher.py",
    "matching/units.py",
    "matching/digits.py",
    "matching/literals.py",
    "matching/masked.py",
    "matching/signatures.py",
    "bundle/index.py",
    "bundle/store.py",
]
LOOKUP += [
    "bundle/artifact.py",
    "bundle/files.py",
    "bundle/report_lines.py",
    "bundle/validate.py",
    "bundle/patterns.py",
    "bundle/terms.py",
    "bundle/search_index.py",
    "bundle/search_texts.py",
    "packs/__init__.py",
    "packs/artifact.py",
    "packs/validate.py",
    "packs/layout.py",
    "packs/index.py",
    "packs/store.py",
]
ALLOWED: tuple[str, ...] = (
    "lookup",
    "decoding",
    "reports",
    "logs",
    "stats",
    "matching.matcher",
    "matching.units",
    "matching.digits",
    "matching.literals",
    "matching.masked",
    "matching.signatures",
    "bundle.index",
    "bundle.store",
    "bundle.artifact",
)
ALLOWED += (
    "bundle.files",
    "bundle.report_lines",
    "bundle.validate",
    "bundle.patterns",
    "bundle.BundleError",
    "bundle.terms",
    "bundle.search_index",
    "bundle.search_texts",
    "packs",
    "__version__",
)
SLOW = {"dataclasses", "inspect", "pathlib", "tomllib", "typing"}  # each costs a good part of what starting Python does


# Look-up tells what is missing where these are: zstd came into the standard library with Python 3.14.
OPTIONAL = {"backports.zstd.ZstdDecompressor", "compression.zstd.ZstdDecompressor"}


def modules(*places: str) -> list[Path]:
    return sorted(
        path
        for place in places
        for path in ([PACKAGE / place], PACKAGE.glob(f"{place}/**/*.py"))[(PACKAGE / place).is_dir()]
    )


def imports(path: Path) -> Iterator[str]:
    """The modules that a module imports, wherever it does so, less those for type checkers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules(*LOOKUP), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_look_up_imports_the_standard_library_and_itself(path: Path) -> None:
    for name in imports(path):
        if name.startswith("msgpedia."):
            assert name.removeprefix("msgpedia.").startswith(ALLOWED), name
        else:
            assert name.partition(".")[0] in sys.stdlib_module_names or name in OPTIONAL, name


def test_the_index_of_a_pack_is_made_with_the_standard_library(environment: dict[str, str]) -> None:
    """Formats and planner are the compiler's, but need nothing that is not there on a host without a network."""
    code = (
        "import sys\n"
        "from msgpedia.packs import building\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, text=True, check=True)
    bare = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"], capture_output=True, env=environment, text=True
    )
    added = set(done.stdout.split()) - {name.partition(".")[0] for name in bare.stdout.split()}
    assert added - set(sys.stdlib_module_names) == {"msgpedia"}


def test_the_rest_of_the_compiler_knows_nothing_of_look_up_and_command_line() -> None:
    for path in modules("formats", "catalog", "diagnostics", "matching/planner.py", "bundle/writer.py"):
        used = {name for name in imports(path) if name.startswith(("msgpedia.cli", "msgpedia.lookup"))}
        assert not used - {"msgpedia.lookup.engine"}, path


def test_a_line_is_explained_without_any_module_of_the_compiler(bundle_file: Path, environment: dict[str, str]) -> None:
    code = (
        "import sys\n"
        "from msgpedia.cli import main\n"
        f"status = main(['lookup', '--bundle', {str(bundle_file)!r}])\n"
        "print('\\n' + ' '.join(sorted(sys.modules)), file=sys.stderr)\n"
        "sys.exit(status)\n"
    )
    line = b"Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0\n"
    loaded: set[str] = set()
    for _ in range(2):  # the first derives the index, the second opens it
        done = subprocess.run([sys.executable, "-c", code], input=line, capture_output=True, env=environment)
        assert done.returncode == 0
        loaded = set(done.stderr.decode().split())
        assert not {name for name in loaded if name.partition(".")[0] in {"ruamel", "babel", "jinja2", "mkdocs"}}
        compiler = ("msgpedia.formats", "msgpedia.catalog", "msgpedia.diagnostics", "msgpedia.bundle.writer")
        assert not {name for name in loaded if name.startswith(compiler)}
    assert not loaded & SLOW


def test_once_its_index_is_made_a_pack_needs_no_module_of_the_compiler(
    bundle_file: Path, environment: dict[str, str], make: Make
) -> None:
    pack = make([record("oven %d is on fire\n", "linux")], ("1.0",), "linux")
    code = (
        "import sys\n"
        "from msgpedia.cli import main\n"
        f"status = main(['lookup', '--bundle', {str(bundle_file)!r}, '--pack', {str(pack)!r}])\n"
        "print('\\n' + ' '.join(sorted(sys.modules)), file=sys.stderr)\n"
        "sys.exit(status)\n"
    )
    line = b"Oct 27 18:00:02 host kernel: oven 7 is on fire\n"
    loaded: set[str] = set()
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", code], input=line, capture_output=True, env=environment)
        assert done.returncode == 0
        loaded = set(done.stderr.decode().split())
    assert not {name for name in loaded if name.startswith(("msgpedia.formats", "msgpedia.packs.building"))}
    assert not loaded & SLOW
