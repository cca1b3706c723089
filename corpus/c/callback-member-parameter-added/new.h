struct mixer_ops {
	int (*level)(int channel);
	int (*blend)(int channel, const int *weights);
};

const struct mixer_ops *mixer_ops_get(void);
