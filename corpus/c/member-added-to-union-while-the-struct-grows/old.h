struct link {
	long kind;
	union {
		long count;
		void *data;
	};
};

long extra_of(const struct link *l);
