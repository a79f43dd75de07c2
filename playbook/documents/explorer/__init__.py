"""The explorer's pages: the report that stands without scripts, one day, how sure, its words."""
