struct settings {
	long verbose;
	long colour;
};

extern struct settings settings;

long settings_apply(const struct settings *settings);
