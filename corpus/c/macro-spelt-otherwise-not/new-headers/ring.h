#ifndef RING_H
#define RING_H
#include "../ring-private.h"
#include "sizes.h"

enum { RING_FULL = 3 };
#define RING_GROWS 1 /* still */
#define RING_MOST (sizeof(long) * 0x8ull)
/* The one behind another. */
#define RING_NEXT(place) (((place) + 1) % RING_SIZE)
#define RING_LAST (RING_SIZE_LOG * 4 - 1)
#undef RING_LAST
#define RING_LAST (16 - 1)

void ring_fill(int *values);

#endif
