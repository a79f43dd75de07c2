"""Everything that is computed about one client, once; no page is here."""
