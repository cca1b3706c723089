enum kind { KIND_NUMBER, KIND_REAL };

union value {
	long long number;
	double real;
};

long value_round(enum kind kind, const union value *value);
