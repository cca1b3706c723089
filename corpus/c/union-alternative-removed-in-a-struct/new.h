struct packet {
	int kind;
	union {
		int id;
	};
};

int packet_read(const struct packet *packet);
