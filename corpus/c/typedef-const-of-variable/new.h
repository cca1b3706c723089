typedef const int level_t;

extern level_t level;

int level_read(void);
