enum code {
	CODE_OK = 200,
	CODE_MISSING = 404,
};

enum code code_of(int found);
