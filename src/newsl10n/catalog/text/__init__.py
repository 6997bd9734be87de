"""PO text, line by line: what catalog.py needs to write back verbatim what nobody touched. Knows no polib."""
