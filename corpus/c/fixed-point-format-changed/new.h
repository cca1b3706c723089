struct gain {
	int left;
	long _Fract right;
};

int is_half(const struct gain *g);
