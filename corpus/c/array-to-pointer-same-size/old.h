struct label {
	char name[sizeof(char *)];
	int id;
};

const struct label *label_first(void);
