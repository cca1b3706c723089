struct state {
#ifdef STATE_HAS_MODE
	int mode;
#endif
	int level;
};

int deflate(struct stream *stream);
