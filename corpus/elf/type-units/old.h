struct spring {
	int stiffness;
	int length;
};
int spring_length(const struct spring *s);
