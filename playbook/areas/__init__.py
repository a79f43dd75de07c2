"""The areas of an onboarding plan: what is worked out for each, and its pages."""
