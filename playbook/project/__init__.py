"""The onboarding as a project: tasks, network, calendar, and how sure its dates are."""
