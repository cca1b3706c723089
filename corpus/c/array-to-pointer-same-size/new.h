struct label {
	char *name;
	int id;
};

const struct label *label_first(void);
