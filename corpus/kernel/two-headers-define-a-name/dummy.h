struct state {
	int dummy;
};
