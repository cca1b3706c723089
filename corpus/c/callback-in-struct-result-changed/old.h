struct stream_ops {
	int (*open)(int id);
	int (*peek)(int id);
};
int stream_run(const struct stream_ops *ops);
