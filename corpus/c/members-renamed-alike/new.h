struct frame {
	int widthPx;
	int heightPx;
};

struct frame *frame_get(void);
