"""`python -m thaiyyal.cli`, the same as the command `thaiyyal`."""

from thaiyyal.cli import main

main()
