typedef unsigned char flag_t;
typedef short level_t;
flag_t flag_set(flag_t flags, level_t bit);
