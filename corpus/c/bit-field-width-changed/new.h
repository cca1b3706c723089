struct flags {
	unsigned int ready : 1;
	unsigned int kind : 4;
	unsigned int level : 5;
	unsigned int rest : 7;
};

int flags_sum(const struct flags *flags);
