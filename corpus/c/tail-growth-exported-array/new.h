struct colour {
	int red;
	int green;
	int blue;
	int alpha;
};

extern const struct colour palette[];
