struct quad {
	float lane[4];
};

void quad_copy(struct quad *to, const struct quad *from);
