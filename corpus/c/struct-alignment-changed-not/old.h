struct sample {
	float value;
};

struct sample *sample_read(void);
