union token {
	int number;
	char letter;
};

union token *token_next(void);
