struct gain {
	_Accum left;
	_Accum right;
};

int is_half(const struct gain *g);
