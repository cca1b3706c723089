struct window {
	int used;
	unsigned short *distances;
	int size;
};

struct window *window_open(void);
