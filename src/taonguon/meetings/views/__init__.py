"""The pages of the monthly meeting, of the review and of the list."""
