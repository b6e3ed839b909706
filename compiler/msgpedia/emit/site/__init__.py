"""The site: pages, lists, data for the browser. `mkdocs_plugin` hands them to MkDocs."""
