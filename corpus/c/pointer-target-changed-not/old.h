struct dial {
	int angle;
};
int dial_turn(struct dial *d, int by);
