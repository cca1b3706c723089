int set_cookie(int (*cookie)(void));
