typedef struct {
	int real;
	int scale;
	int imaginary;
} complex_t;

const complex_t *complex_unit(void);
