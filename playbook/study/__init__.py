"""Questions asked of the simulator: which regimes, which seasons, which levers, which answer."""
