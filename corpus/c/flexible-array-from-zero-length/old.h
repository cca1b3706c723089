struct frame {
	int count;
	int body[0];
};
int frame_first(const struct frame *f);
