#include <stdint.h>
#include <unwind.h>
#include "old.h"

static uintptr_t outermost;
static int found;

static _Unwind_Reason_Code step(struct _Unwind_Context *frame, void *unused)
{
	(void)unused;
	if (_Unwind_GetRegionStart(frame) == outermost)
		found++;
	return _URC_NO_REASON;
}

/* An exception would have to find its way from here. */
static int channel(int number)
{
	_Unwind_Backtrace(step, 0);
	return number;
}

int main(void)
{
	outermost = (uintptr_t)main;
	return gauge_each(channel) == 3 && found == 2 ? 0 : 1;
}
