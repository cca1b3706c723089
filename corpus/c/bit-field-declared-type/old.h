struct flags {
	unsigned int on : 1;
	unsigned int mode : 3;
	unsigned int level;
};

int flags_mode(struct flags *f);
