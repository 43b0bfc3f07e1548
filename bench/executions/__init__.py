"""Measures executions in started processes: how many, how soon, at what price in CPU and memory."""
