"""The list of members as one plain table: what is compared with writes this and nothing else."""
