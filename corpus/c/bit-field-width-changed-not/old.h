struct link_state {
	unsigned int up : 1;
	unsigned int duplex : 2;
	int speed;
};

const struct link_state *link_get(void);
