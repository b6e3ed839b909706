"""Builds the site through MkDocs' own interface, and tells what it is doing on standard error."""

from __future__ import annotations

import logging

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException
from mkdocs.utils import CountHandler

from msgpedia.cli import InputError


def build_site(config_file: str, folder: str) -> int:
    """Build the site of a `mkdocs.yml` into a folder; the number of warnings.

    Raises InputError where the configuration, a template or a page stops the build.
    """
    log = logging.getLogger("mkdocs")
    shown, counted = logging.StreamHandler(), CountHandler()
    shown.setFormatter(logging.Formatter("msgpedia build: %(message)s"))
    counted.setLevel(logging.WARNING)
    handlers = (shown, counted)
    level = log.level
    log.setLevel(logging.INFO)
    for handler in handlers:
        log.addHandler(handler)
    try:
        config = load_config(config_file, site_dir=folder)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except (Abort, ConfigurationError, MkDocsException) as error:
        raise InputError(f"the site could not be built: {error}") from error
    except OSError as error:
        raise InputError(f"{error.filename or folder}: {error.strerror or error}") from error
    finally:
        log.setLevel(level)
        for handler in handlers:
            log.removeHandler(handler)
    return sum(number for _, number in counted.get_counts())
