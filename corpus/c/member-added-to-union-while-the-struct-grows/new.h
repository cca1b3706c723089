struct link {
	long kind;
	union {
		long count;
		void *data;
		int number;
	};
	long extra;
};

long extra_of(const struct link *l);
