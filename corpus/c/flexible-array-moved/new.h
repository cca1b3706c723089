struct packet {
	unsigned int length;
	unsigned int checksum;
	unsigned char bytes[];
};

int packet_first(const struct packet *packet);
