typedef int (*notify_t)(void *data, int event);

/* Calls back as `notify_t`. */
int notify_all(void *notify, void *data);
