/* What C writes into debug information, in little. */

struct node {
    struct node *next;
    unsigned a : 3, : 2, b : 9;
    union {
        int i;
        float f[2][3];
    };
    int (*function)(struct node *, ...);
    char tail[];
};

typedef const struct node *node;

enum kind { FIRST = -1, LAST = 7 } kind;

node head;

int visit(node n, enum kind kind) { return n->i + (int)kind; }
