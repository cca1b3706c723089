struct fault {
	unsigned int committed;
	unsigned short reserved1;
	unsigned short index;
	unsigned short reserved2;
	unsigned short length;
};

struct fault *fault_get(void);
