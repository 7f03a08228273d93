"""Settings, urls, middleware, navigation."""
