enum code { CODE_OK, CODE_TYPPO, CODE_LAST };

int code_known(enum code code);
