"""What holds for all tests: one that needs a program of the machine is left out without it."""

pytest_plugins = ["left_out"]
