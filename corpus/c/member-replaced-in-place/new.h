struct window {
	int used;
	unsigned long end;
	int size;
};

struct window *window_open(void);
