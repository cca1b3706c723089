enum opcode { OP_CHAR, OP_ANY, OP_BEGIN_LINE, OP_END_LINE, OP_WORD_END, OP_RETURN };

int is_end(enum opcode op);
