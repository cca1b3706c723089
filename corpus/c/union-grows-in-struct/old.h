union payload {
	int number;
	void *address;
};

struct message {
	int kind;
	union payload payload;
	int sender;
};

struct message *message_receive(void);
