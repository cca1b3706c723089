struct link {
	void *owner;
	int count;
};

struct link *link_get(void);
