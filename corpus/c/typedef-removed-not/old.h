typedef int litres_t;
litres_t tank_level(void);
int tank_empty(litres_t capacity);
