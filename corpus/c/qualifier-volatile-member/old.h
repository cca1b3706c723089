struct uart {
	unsigned int data;
	unsigned int status;
};
int uart_ready(const struct uart *u);
