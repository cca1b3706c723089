enum phase { PHASE_LEX, PHASE_PARSE };

int compile(int lines);
