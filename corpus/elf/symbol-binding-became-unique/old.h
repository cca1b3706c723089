extern int registry_size;
int registry_grow(int by);
