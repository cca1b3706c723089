struct prefix {
	unsigned char length;
	union {
		unsigned char flags;
		struct {
			unsigned char reserved : 4, preferred : 1, router : 1, autoconf : 1, onlink : 1;
		};
	};
	unsigned int valid;
};

struct prefix *prefix_get(void);
