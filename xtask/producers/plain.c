/* The library of plain.h. */

#include "plain.h"

struct opaque {
    int x;
    struct {
        long y;
    } z;
};

node *head;
const char *const names[] = {"one", "two"};
_Thread_local int mine = 3;
struct aligned line;
int_vector vector;

pair_t add(pair_t a, pair_t b)
{
    a.re += b.re;
    a.im += b.im;
    return a;
}

struct bits pack(struct bits bits, union value value, struct packed packed, struct aligned aligned)
{
    bits.b = (unsigned)value.i + (unsigned)packed.i + (unsigned)aligned.i;
    return bits;
}

int visit(node *restrict n, visit_fn fn, void *context, ...) { return fn ? fn(n, context, n->bits.a) : twice(mine); }

void *allocate(size_t count, size_t size)
{
    static char pool[4096];
    return count * size < sizeof pool ? pool : 0;
}

void fail(const char *format, va_list list)
{
    vprintf(format, list);
    for (;;)
        ;
}

int old_style(a, b) int a; char b; { return a + b; }

static struct opaque only;
struct opaque *opaque(struct tm *tm, FILE *file, enum level level, mode_t2 mode)
{
    only.x = tm->tm_year + (file != 0) + (int)level + (int)mode;
    return &only;
}

uint8_t narrow(int8_t a, uint16_t b, bool c, char d, wchar_t e) { return (uint8_t)(a + b + c + d + e); }

double _Complex rotate(double _Complex z, int angles[static 3], int (*matrix)[4])
{
    return z * angles[0] + matrix[0][1];
}

int weak(void) { return 1; }
static int real(int n) { return n + 1; }
extern __typeof(real) aliased __attribute__((alias("real")));
