struct config {
	long width;
	long height;
	long depth;
};

const struct config *config_default(void);
long config_volume(const struct config *config);
