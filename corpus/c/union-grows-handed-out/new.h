union token {
	int number;
	char letter;
	char text[16];
};

union token *token_next(void);
