"""Files that belong to an execution: downloaded by its nodes, seen and fetched through the API."""
