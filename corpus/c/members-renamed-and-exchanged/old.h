struct frame {
	int width;
	int height;
};

struct frame *frame_get(void);
