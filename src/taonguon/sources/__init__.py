"""From outside in: workbooks, old encodings and headings to plain values with row and column."""
