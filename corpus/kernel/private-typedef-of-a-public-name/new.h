typedef unsigned char __u8;
typedef __u8 u8;

struct frame {
	u8 priority[4];
	u8 *data;
};

u8 frame_first(struct frame *frame);
