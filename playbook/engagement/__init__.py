"""Everything computed about one client: an engagement is one client and one method, no page."""
