"""Run the command line as ``python -m playbook.commands``."""

from playbook.commands import main

main()
