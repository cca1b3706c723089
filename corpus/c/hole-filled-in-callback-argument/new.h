struct sample {
	double time;
	float level;
	int channel;
};

struct sink_ops {
	void (*write)(struct sample s);
};

void sink_run(struct sink_ops *ops);
