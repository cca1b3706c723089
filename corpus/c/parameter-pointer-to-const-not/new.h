int text_clear(char *text);
const char *text_find(char *text);
int text_each(int (*call)(const char *));
int text_all(const char **list);
int (*text_call(void))(const char *);
