typedef int level_t;
typedef level_t (*blend_fn)(int channel);

struct mixer_ops {
	level_t level;
	blend_fn blend;
};

const struct mixer_ops *mixer_ops_get(void);
