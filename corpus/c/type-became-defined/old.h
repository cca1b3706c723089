struct token;

struct token *token_next(void);
int token_line(struct token *token);
