typedef unsigned long lib_size;
unsigned long lib_room(unsigned long size);
unsigned long lib_rooms(unsigned long count);
