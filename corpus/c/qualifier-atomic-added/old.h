struct gate {
	int users;
};
int gate_enter(struct gate *g);
