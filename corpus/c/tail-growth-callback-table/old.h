struct codec_ops {
	int (*open)(int mode);
	int (*close)(void);
};

int codec_run(const struct codec_ops *ops);
