struct packet {
	int length : 32;
	unsigned int kind : 31;
	unsigned char flags : 8;
	long long stamp : 64;
	short port : 16;
};

long long packet_stamp(const struct packet *packet);
