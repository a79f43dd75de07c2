"""Native, editable charts for every kind of chart block."""
