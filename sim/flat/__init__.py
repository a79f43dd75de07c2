"""The model again, flat: one season under one regime on two arrays, plain or compiled."""
