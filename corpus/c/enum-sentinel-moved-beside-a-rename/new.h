enum code { CODE_OK, CODE_TYPO, CODE_TOO_LARGE, CODE_LAST };

int code_known(enum code code);
