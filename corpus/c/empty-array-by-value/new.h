struct sample {
	float value;
	int none[0];
};

float value_of(struct sample s);
