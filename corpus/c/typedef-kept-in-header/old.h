typedef unsigned long lib_size;
typedef unsigned long lib_count;
unsigned long lib_room(lib_size size);
unsigned long lib_rooms(lib_count count);
