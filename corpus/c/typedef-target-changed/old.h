typedef unsigned int handle_t;
int handle_list(handle_t *out, int room);
int handle_valid(handle_t handle);
handle_t handle_first(void);
