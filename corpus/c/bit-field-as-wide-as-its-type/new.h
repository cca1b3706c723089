struct packet {
	int length;
	unsigned int kind : 31;
	unsigned char flags;
	long long stamp;
	short port;
};

long long packet_stamp(const struct packet *packet);
