struct uart {
	unsigned int data;
	volatile unsigned int status;
};
int uart_ready(const struct uart *u);
