#pragma pack(push, 1)
struct frame {
	char type;
	int length;
	short port;
};
#pragma pack(pop)

int frame_length(const struct frame *frame);
