"""The person's own view: private link, requests, withdrawal."""
