struct filesystem_state {
	unsigned long f_blocks;
	unsigned long f_free;
	unsigned long f_sparse[4];
	unsigned long f_flags;
};

int state_read(struct filesystem_state *state);
