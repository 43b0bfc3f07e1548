"""Approvals: decisions of people that executions wait for."""
