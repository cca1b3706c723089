enum parser_state { PARSER_IDLE, PARSER_BUSY, PARSER_DONE };

struct parser;

struct parser *parser_new(void);
enum parser_state parser_feed(struct parser *parser, char c);
