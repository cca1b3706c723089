int (*helper_get(void))(int);
