unsigned int swap_bytes(unsigned int word);
int is_swapped(void);
