struct colour {
	int red;
	int green;
	int blue;
};

extern const struct colour palette[];
