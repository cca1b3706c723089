struct state;

struct stream {
	int used;
	struct state *state;
};
