#define LIB_WAIT 8
typedef unsigned int lib_offset;
enum lib_flag { LIB_READ = 1 << 0, LIB_WRITE, LIB_MOST = 16 };
enum { LIB_LOCK = LIB_WRITE + LIB_WRITE };
typedef struct lib_range lib_range;
struct lib_range {
	lib_offset from;
	lib_offset to;
};
int lib_open(const char *name, unsigned flags);
