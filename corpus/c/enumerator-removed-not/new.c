#include "new.h"

static volatile enum phase phase;

int compile(int lines)
{
	phase = PHASE_LEX;
	phase = PHASE_PARSE;
	return lines + phase;
}
