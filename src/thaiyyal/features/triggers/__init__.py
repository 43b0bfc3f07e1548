"""What starts executions by itself: schedules and webhooks, kept up to date by publishing."""
