"""The storefront (旗舰店) day by day: demand, visitors, customers and the shelf behind it."""
