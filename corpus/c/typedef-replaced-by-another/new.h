typedef int volume_t;
typedef volume_t (*weigh_fn)(int channel, const int *weights);

struct mixer_ops {
	volume_t level;
	weigh_fn blend;
};

const struct mixer_ops *mixer_ops_get(void);
