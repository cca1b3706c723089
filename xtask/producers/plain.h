/* The public header of a library of C: whatever builds it, the library is the same. */
#ifndef PLAIN_H
#define PLAIN_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum level { LEVEL_LOW = -1, LEVEL_MIDDLE, LEVEL_HIGH = 100 };
enum wide { WIDE_ONE = 1, WIDE_HIGH = 1ll << 40 };
typedef enum { MODE_A, MODE_B } mode_t2;

typedef struct node node;
typedef int (*visit_fn)(const node *, void *, ...);
typedef struct {
    float re, im;
} pair_t;

struct opaque;

struct bits {
    int a : 3;
    unsigned : 0;
    unsigned b : 32;
    bool flag : 1;
    unsigned char c : 8;
    enum level level : 32;
    uint64_t wide : 40;
    long whole : 64;
};

union value {
    int64_t i;
    double d;
    const char *s;
    struct {
        uint32_t low, high;
    };
};

struct node {
    node *next, **prev;
    union value value;
    visit_fn visit;
    struct bits bits;
    struct opaque *opaque;
    const volatile unsigned char *restrict bytes;
    void (*table[2][3])(int, pair_t);
    _Atomic int counter;
    _Bool yes;
    enum wide wide;
    _Complex double complex;
    long double ld;
    unsigned __int128 huge;
    struct {
        int inner;
    } named[2];
    char tail[];
};

struct __attribute__((packed)) packed {
    char c;
    int i;
    struct {
        short s;
    } __attribute__((aligned(4))) inner;
};

struct __attribute__((aligned(32))) aligned {
    int i;
};

typedef int int_vector __attribute__((vector_size(16)));

extern node *head;
extern const char *const names[];
extern _Thread_local int mine;
extern struct aligned line;
extern int_vector vector;

pair_t add(pair_t a, pair_t b);
struct bits pack(struct bits, union value, struct packed, struct aligned);
int visit(node *restrict n, visit_fn fn, void *context, ...);
void *allocate(size_t count, size_t size) __attribute__((malloc));
void fail(const char *format, va_list list) __attribute__((noreturn));
int old_style();
struct opaque *opaque(struct tm *, FILE *, enum level, mode_t2);
uint8_t narrow(int8_t, uint16_t, bool, char, wchar_t);
double _Complex rotate(double _Complex, int angles[static 3], int (*matrix)[4]);
static inline int twice(int n) { return 2 * n; }
int weak(void) __attribute__((weak));
int aliased(int);

#endif
