struct weight {
	__bf16 value;
};

int is_eight(const struct weight *w);
