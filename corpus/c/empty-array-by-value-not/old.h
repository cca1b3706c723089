struct sample {
	double value;
};

double value_of(struct sample s);
