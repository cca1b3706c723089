#ifndef RING_H_
#define RING_H_
#define RING_SIZE 16
void ring_fill(int *values);
#endif
