struct version {
	int major_number;
	int minor_number;
	int patch;
};

const struct version *version_get(void);
