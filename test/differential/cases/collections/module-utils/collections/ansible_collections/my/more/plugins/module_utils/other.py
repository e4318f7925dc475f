WORD = "other"
