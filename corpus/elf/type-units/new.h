struct spring {
	int stiffness;
	int damping;
	int length;
};
int spring_length(const struct spring *s);
