struct internet_address {
	unsigned short family;
	unsigned short port;
	unsigned int host;
	char zero[8];
};

int connect_to(const struct internet_address *to);
