"""Words: the language spoken, numbers and names as its readers expect them."""
