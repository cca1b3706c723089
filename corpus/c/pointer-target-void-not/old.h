const void *user_data_get(void);
void user_data_set(void *data);
