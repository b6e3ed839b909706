"""`python -m msgpedia`."""

from msgpedia.cli import process

if __name__ == "__main__":
    process()
