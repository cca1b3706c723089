struct prefix {
	unsigned char length;
	union {
		unsigned char flags;
		struct {
			unsigned char reserved : 6, autoconf : 1, onlink : 1;
		};
	};
	unsigned int valid;
};

struct prefix *prefix_get(void);
