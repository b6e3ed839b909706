"""Lines of a log that belong to one event, by the descriptions of a bundle. Rules: `docs/reports.md`."""
