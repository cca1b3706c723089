struct sample {
	double value;
};

struct sample *sample_read(void);
