enum phase { PHASE_LEX, PHASE_PARSE, PHASE_LINK };

int compile(int lines);
