#ifndef RING_H
#define RING_H

#define RING_VERSION_MINOR 2
#define RING_SIZE 16
#define RING_NEXT(at) (((at) + 2) % RING_SIZE)
#define _RING_FIRST 2
enum { RING_ROOM = 5 };
#define RING_FIRST 0
#define RING_SECOND 2
#define RING_UNIT 8
#define _RING_DEEP 2
#define RING_DEEP _RING_DEEP

static const int ring_most = RING_SIZE;

static inline int ring_first(void)
{
    return _RING_FIRST;
}

void ring_fill(int *values);

#endif
