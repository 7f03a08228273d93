"""The pages of cells: their profiles, the lines that mark one, the committee, who is in charge."""
