struct address {
	unsigned short family;
	char data[14];
};

int connect_to(const struct address *to);
