struct cursor;
struct cursor *cursor_open(int start);
int cursor_next(struct cursor *c);
