enum lib_flag { LIB_READ = 1, LIB_WRITE = 8 };
typedef enum { LIB_FILE, LIB_PIPE, LIB_SOCKET, LIB_KIND_COUNT } lib_kind;
typedef struct {
	long from, step, to;
} lib_range;
int lib_open(const char *name, unsigned flags);
