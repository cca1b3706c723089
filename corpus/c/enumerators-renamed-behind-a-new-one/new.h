enum op { OPX_NONE, OPX_READ, OPX_WRITE };

int op_is_read(enum op op);
