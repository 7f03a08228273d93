"""The pages and addresses a phone asks."""
