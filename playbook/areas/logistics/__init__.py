"""The logistics of one client: people, parcels, returns and the link of store and ERP."""
