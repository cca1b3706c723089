enum mode { OFF, ON = 7, ALL = 0xffffffffffffffffULL };
typedef struct { int a; _Alignas(16) long b; } pair_t;
struct line {
  struct line *next; _Bool used : 1; unsigned kind : 5; unsigned rest; const char *const names[2]; enum mode mode; char sign;
  union { int i; float f; }; _Atomic int count; void (*leave)(void) __attribute__((noreturn)); int rows[2][3]; char none[0];
};
typedef int (*visit_t)(const struct line *, ...);
int walk(struct line *const head, visit_t visit) { return visit(head); }
int again(struct line *const head, visit_t visit) __attribute__((alias("walk")));
pair_t *make(const pair_t *restrict from, unsigned long n) { return (pair_t *)from; }
void old() {}
__attribute__((noreturn)) void leave(const int why) { for (;;) ; }
struct line *lines[2];
int look(const void *at) { return !at; }
