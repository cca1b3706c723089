#ifndef RING_H
#define RING_H
#define RING_SIZE 16
#define RING_HALF (RING_SIZE / 2)
#define _RING_STEP 1
#define ring_step 2
void ring_fill(int *values);
void ring_go(int step);
#endif
