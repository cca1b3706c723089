struct gauge {
	int id;
	float level;
};

struct gauge *gauge_read(void);
