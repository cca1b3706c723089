struct frame {
	int count;
	int body[];
};
int frame_first(const struct frame *f);
