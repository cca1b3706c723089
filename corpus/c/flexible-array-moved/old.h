struct packet {
	unsigned int length;
	unsigned char bytes[];
};

int packet_first(const struct packet *packet);
