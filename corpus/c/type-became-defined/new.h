struct token {
	int id;
	int line;
};

struct token *token_next(void);
int token_line(struct token *token);
