enum op { OPX_READ, OPX_WRITE, OPX_SEEK };

int op_is_read(enum op op);
