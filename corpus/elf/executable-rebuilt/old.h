struct plugin {
	int version;
	int (*start)(int argument);
};
int plugin_register(const struct plugin *p);
