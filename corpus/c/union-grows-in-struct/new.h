union payload {
	int number;
	void *address;
	char text[32];
};

struct message {
	int kind;
	union payload payload;
	int sender;
};

struct message *message_receive(void);
