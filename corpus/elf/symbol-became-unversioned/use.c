#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

/* glibc takes an unversioned definition for a versioned reference; other loaders need not. */
int main(void)
{
	return audio_open(48000) == 48 && audio_gain(3) == 6 ? 0 : 1;
}
