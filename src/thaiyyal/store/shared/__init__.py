"""What executions share: passes through rate limiters, caches, kept results.

In PostgreSQL, and in Redis where one is configured. Imports no driver by itself.
"""
