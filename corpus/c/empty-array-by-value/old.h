struct sample {
	float value;
};

float value_of(struct sample s);
