struct packet {
	int length : 32;
	unsigned int kind : 31;
	unsigned char flags : 8;
	long long stamp : 64;
	short port : 16;
};

long long packet_stamp(const struct packet *packet);

struct word {
	struct { int low : 32; int high : 32; };
	union { unsigned int whole : 32; unsigned int part : 31; };
};

int word_low(const struct word *word);
