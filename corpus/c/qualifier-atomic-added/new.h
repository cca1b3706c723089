struct gate {
	_Atomic int users;
};
int gate_enter(struct gate *g);
