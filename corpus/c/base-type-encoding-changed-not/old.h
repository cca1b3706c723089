int letter_rank(char letter);
