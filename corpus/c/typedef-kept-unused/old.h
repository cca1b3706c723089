#include <stddef.h>

typedef unsigned long lib_size;
unsigned long lib_room(lib_size size);
unsigned long lib_bytes(size_t count);
