struct filesystem_state {
	unsigned long f_blocks;
	unsigned long f_free;
	unsigned long f_fragment;
	unsigned long f_sparse[3];
	unsigned long f_flags;
};

int state_read(struct filesystem_state *state);
