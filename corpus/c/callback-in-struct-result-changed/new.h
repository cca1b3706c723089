struct stream_ops {
	int (*open)(int id);
	const int *(*peek)(int id);
};
int stream_run(const struct stream_ops *ops);
