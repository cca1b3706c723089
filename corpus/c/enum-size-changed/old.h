enum opcode { OPCODE_NOP, OPCODE_ADD, OPCODE_JUMP };

struct instruction {
	enum opcode opcode;
	unsigned char operand;
};

const struct instruction *instruction_next(void);
