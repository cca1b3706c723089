struct gauge {
	int id;
	int level;
};

struct gauge *gauge_read(void);
