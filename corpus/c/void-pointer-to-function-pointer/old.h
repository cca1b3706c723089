int set_cookie(void *cookie);
