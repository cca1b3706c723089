struct version {
	int major_number;
	int minor_number;
};

const struct version *version_get(void);
