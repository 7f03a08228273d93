"""The pages of difficulties: the list and its workbook, one with its course, the section of a cell."""
