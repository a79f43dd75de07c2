"""What PowerPoint and Word share: charts that both can edit, measured words, the brand's theme."""
