enum lib_flag { LIB_READ = 1, LIB_WRITE = 2, LIB_LOCK = 4 };
typedef enum { LIB_FILE, LIB_PIPE, LIB_KIND_COUNT } lib_kind;
typedef struct {
	long from, to;
} lib_range;
int lib_open(const char *name, unsigned flags);
