/* Levels come first. */
typedef short level_t;


typedef unsigned char flag_t;
flag_t flag_set(flag_t flags, level_t bit);
