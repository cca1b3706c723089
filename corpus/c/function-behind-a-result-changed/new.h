long (*helper_get(void))(int);
