"""The team area of the onboarding plan: posts, people, training and meetings."""
