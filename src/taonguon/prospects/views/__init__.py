"""The pages of prospects: the board, away, about to enlist, handed over."""
