"""PostgreSQL: connections, transactions, tenants' scopes, migrations. SQL of features is theirs."""
