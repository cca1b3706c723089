#pragma pack(1)
struct frame {
	unsigned int kind : 4;
	int length : 32;
	unsigned int flags : 4;
	short port : 16;
};
#pragma pack()

int frame_length(const struct frame *frame);
