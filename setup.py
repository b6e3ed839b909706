"""The build step: compiles the catalog into the wheel, so that look-up works with no catalog at hand.

All else is in `pyproject.toml`. An editable install does not carry a bundle; it compiles the checkout's catalog itself.
"""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent


class BuildWithBundle(build_py):
    """Copies the package and puts the compiled bundle beside its data."""

    def run(self) -> None:
        """Build the package, then the bundle. A catalog with errors stops the build."""
        super().run()
        if self.editable_mode:
            return
        sys.path.insert(0, str(ROOT / "compiler"))
        from msgpedia.cli.build import build_bundle

        data = Path(self.build_lib, "msgpedia", "data")
        errors = build_bundle(str(ROOT), str(data))
        if errors:
            raise SystemExit(f"{errors} errors in the catalog; see 'msgpedia check'")

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """The files of the package, the bundle among them."""
        data = Path(self.build_lib, "msgpedia", "data")
        names = ("msgpedia.json", "msgpedia.json.sha256")
        return [*super().get_outputs(include_bytecode), *(str(data / name) for name in names)]


setup(cmdclass={"build_py": BuildWithBundle})
