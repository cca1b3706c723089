struct config {
	long width;
	long height;
};

const struct config *config_default(void);
long config_volume(const struct config *config);
