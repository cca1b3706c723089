struct dial {
	float angle;
};
int dial_turn(struct dial *d, int by);
