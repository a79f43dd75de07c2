"""The product area of the onboarding plan: range, heroes, gifts, opening stock, from a SKU list."""
