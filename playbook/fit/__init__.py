"""Who fits whom: agencies by the scorecard, and the client by its readiness."""
