struct frame {
	int heightPx;
	int widthPx;
};

struct frame *frame_get(void);
