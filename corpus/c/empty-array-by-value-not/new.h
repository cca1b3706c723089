struct sample {
	double value;
	int none[0];
};

double value_of(struct sample s);
