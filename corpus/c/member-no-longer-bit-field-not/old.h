struct options {
	unsigned int safe : 1;
	unsigned int fast : 2;
	unsigned int level : 4;
};

int options_level(const struct options *options);
