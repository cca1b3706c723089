struct quad {
	float lane[4];
} __attribute__((aligned(16)));

void quad_copy(struct quad *to, const struct quad *from);
