/* Something of every kind that a snapshot stores. zoo.so is built of it in this folder, on Debian 12 for x86-64:
 *   gcc -g -gz=zlib -O1 -std=gnu11 -fPIC -shared -nostartfiles -Wl,-soname,libzoo.so.1 -Wl,--build-id=0x2002 \
 *       -Wl,--version-script=zoo.map -Wl,-z,noseparate-code -ffile-prefix-map="$PWD=." -o zoo.so "$PWD/zoo.c"
 * and zoo.2 is what the last abilens that wrote version 2 of the format made of zoo.so, demo.2 of docs/demo/libdemo-1.so. */
#include <stddef.h>

enum order { LEAST = -1, NONE, MOST = 7 };
enum wide { HUGE_VALUE = 0x1122334455667788 };
typedef unsigned char byte;
struct opaque;
union value { int i; float f[2][3]; struct { byte low, high; }; };
struct animal {
    struct animal *next;
    unsigned legs : 3, : 2, wings : 9;
    union value value;
    const volatile char *restrict name;
    int (*speak)(struct animal *, ...);
    enum order order;
    enum wide wide;
    struct opaque *keeper;
    _Alignas(16) long aligned;
    char tail[];
};
struct packed { char c; long l; } __attribute__((packed));

struct animal *head;
const int limit = 5;
_Thread_local int current;
struct packed packed[4];
__attribute__((weak)) int maybe(void) { return 1; }
_Atomic long counter;
enum order visit(const struct animal *a, size_t n, enum order order) { return a[n].order == order ? NONE : MOST; }
int old_visit(struct animal *a) { return a->speak(a); }
__asm__(".symver old_visit, visit@ZOO_1");
_Noreturn void leave(void) { for (;;) continue; }
void unprototyped() {}
/* No type says what it is. */
__asm__(".globl bare\n.type bare, @function\n.text\nbare: ret\n.size bare, 1");
