enum op { OP_READ, OP_WRITE };

int op_is_read(enum op op);
