struct weight {
	_Float16 value;
};

int is_eight(const struct weight *w);
