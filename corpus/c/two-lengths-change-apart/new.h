#define NAME_SIZE 32

struct bus { char name[NAME_SIZE]; int id; };
struct disk { int id; char label[NAME_SIZE]; };

int bus_id(const struct bus *bus);
int disk_id(const struct disk *disk);
