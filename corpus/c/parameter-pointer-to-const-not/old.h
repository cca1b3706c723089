int text_clear(const char *text);
char *text_find(char *text);
int text_each(int (*call)(char *));
int text_all(char **list);
int (*text_call(void))(char *);
