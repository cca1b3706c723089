enum level { LEVEL_ERROR, LEVEL_WARNING, LEVEL_DEBUG };

int level_rank(enum level level);
enum level level_default(void);
