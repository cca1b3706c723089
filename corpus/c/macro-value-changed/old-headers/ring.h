#ifndef RING_H
#define RING_H

#define RING_VERSION_MINOR 1
#define RING_SIZE 8
#define RING_NEXT(at) (((at) + 1) % RING_SIZE)
#define _RING_FIRST 1
#define RING_ROOM 4
enum { RING_FIRST, RING_SECOND };
#define RING_UNIT 8u
#define _RING_DEEP 1
#define RING_DEEP _RING_DEEP

static const int ring_most = RING_SIZE;

static inline int ring_first(void)
{
    return _RING_FIRST;
}

void ring_fill(int *values);

#endif
