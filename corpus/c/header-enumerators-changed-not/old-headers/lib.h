enum lib_flag { LIB_READ = 1, LIB_WRITE = 2, LIB_LOCK = 4, LIB_WAIT = 8 };
typedef struct lib_range {
	unsigned from, to;
} lib_range;
int lib_open(const char *name, unsigned flags);
