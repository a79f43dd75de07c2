"""The operations area of the onboarding plan: targets, campaigns, levers, service, paid traffic."""
