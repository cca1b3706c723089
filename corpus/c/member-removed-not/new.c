#include "new.h"

static struct trace trace;

int parse_digit(char digit)
{
	trace.line++;
	if (digit < '0' || digit > '9')
		trace.depth++;
	return trace.depth ? -trace.line : digit - '0';
}
