struct settings {
	long verbose;
	long colour;
	long scale;
};

extern struct settings settings;

long settings_apply(const struct settings *settings);
